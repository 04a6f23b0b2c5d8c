using ForumClassifier.Core.Posts;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Modeling.Models;

public sealed class ClassifierDescriptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_saved_is_what_people_read_and_what_is_loaded()
    {
        TinyEncoder.Describe(TinyEncoder.Multiple).Save(_folder.Path);

        var loaded = ClassifierDescription.Load(_folder.Path);

        Assert.Equal("""
            {
              "name": "tiny-model",
              "taxonomy": {
                "name": "colours",
                "version": 1,
                "assignment": "multiple",
                "codes": [
                  {
                    "id": "red",
                    "name": "Red",
                    "definition": "",
                    "examples": [],
                    "color": null,
                    "codable": true,
                    "children": []
                  },
                  {
                    "id": "green",
                    "name": "Green",
                    "definition": "",
                    "examples": [],
                    "color": null,
                    "codable": true,
                    "children": []
                  },
                  {
                    "id": "blue",
                    "name": "Blue",
                    "definition": "",
                    "examples": [],
                    "color": null,
                    "codable": true,
                    "children": []
                  }
                ]
              },
              "codes": [
                "red",
                "green",
                "blue"
              ],
              "pooling": "first",
              "text_template": "title-and-body",
              "max_tokens": 32,
              "thresholds": [
                0.5,
                0.5,
                0.5
              ]
            }

            """, File.ReadAllText(_folder.File("classifier.json")));
        Assert.Equal(["red", "green", "blue"], loaded.Taxonomy.All().Select(code => code.Id));
        Assert.Equal((Pooling.First, 32), (loaded.Pooling, loaded.MaxTokens));
    }

    [Fact]
    public void A_text_template_comes_back_as_it_was()
    {
        var template = new TextTemplate(new Dictionary<SegmentKind, SegmentTreatment> { [SegmentKind.Quote] = SegmentTreatment.Drop }, [MaskedData.Emails]);
        (TinyEncoder.Describe(TinyEncoder.Multiple) with { TextTemplate = template }).Save(_folder.Path);

        Assert.Equal(template, ClassifierDescription.Load(_folder.Path).TextTemplate);
    }

    [Theory]
    [InlineData("\"max_tokens\": 32", "\"max_tokens\": 1")]
    [InlineData("0.5,\n", "")]                          // two thresholds for three codes
    [InlineData("\"multiple\"", "\"single\"")]          // thresholds under single assignment
    [InlineData("    \"green\",\n", "    \"red\",\n")]  // a code twice
    public void What_does_not_fit_together_is_refused(string part, string instead)
    {
        Damage(part, instead);

        var e = Assert.Throws<ModelException>(() => ClassifierDescription.Load(_folder.Path));

        Assert.Equal($"{_folder.File("classifier.json")}: Its codes, thresholds and longest input do not fit together. Copy the model folder again, or train again.", e.Message);
    }

    [Theory]
    [InlineData("\"first\"", "\"last\"")]
    [InlineData("\"first\"", "7")]
    [InlineData("\"title-and-body\"", "\"title\"")]
    [InlineData("\"pooling\"", "\"poling\"")]
    [InlineData("\"name\": \"tiny-model\"", "\"name\": null")]
    [InlineData("\"name\": \"tiny-model\",", "")]
    [InlineData("[\n    0.5", "[\n    \"0.5\"")]
    public void A_file_that_is_damaged_is_said(string part, string instead)
    {
        Damage(part, instead);

        var e = Assert.Throws<ModelException>(() => ClassifierDescription.Load(_folder.Path));

        Assert.StartsWith($"{_folder.File("classifier.json")}: It is damaged (", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("). Copy the model folder again, or train again.", e.Message, StringComparison.Ordinal);
    }

    private void Damage(string part, string instead)
    {
        TinyEncoder.Describe(TinyEncoder.Multiple).Save(_folder.Path);
        var whole = File.ReadAllText(_folder.File("classifier.json"));
        Assert.Contains(part, whole, StringComparison.Ordinal);
        File.WriteAllText(_folder.File("classifier.json"), whole.Replace(part, instead, StringComparison.Ordinal));
    }
}
