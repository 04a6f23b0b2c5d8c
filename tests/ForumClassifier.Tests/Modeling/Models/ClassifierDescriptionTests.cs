using ForumClassifier.Core.Posts;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Tests.TestSupport;
using ForumClassifier.Training;

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
                    "global_id": null,
                    "sets": [],
                    "codable": true,
                    "children": []
                  },
                  {
                    "id": "green",
                    "name": "Green",
                    "definition": "",
                    "examples": [],
                    "color": null,
                    "global_id": null,
                    "sets": [],
                    "codable": true,
                    "children": []
                  },
                  {
                    "id": "blue",
                    "name": "Blue",
                    "definition": "",
                    "examples": [],
                    "color": null,
                    "global_id": null,
                    "sets": [],
                    "codable": true,
                    "children": []
                  }
                ],
                "changes": []
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
    [InlineData("\"first\"", "\"last\"", "the value of 'pooling' is not of the kind that belongs there")]
    [InlineData("\"first\"", "7", "the value of 'pooling' is not of the kind that belongs there")]
    [InlineData("\"title-and-body\"", "\"title\"", "the text template is neither \"title-and-body\" nor an object")]
    [InlineData("\"pooling\"", "\"poling\"", "it has 'poling', which is not known")]
    [InlineData("\"name\": \"tiny-model\"", "\"name\": null", "the value of 'name' is not of the kind that belongs there")]
    [InlineData("\"name\": \"tiny-model\",", "", "it lacks 'name'")]
    [InlineData("[\n    0.5", "[\n    \"0.5\"", "the value of 'thresholds[0]' is not of the kind that belongs there")]
    public void A_file_that_is_damaged_is_said(string part, string instead, string problem)
    {
        Damage(part, instead);

        var e = Assert.Throws<ModelException>(() => ClassifierDescription.Load(_folder.Path));

        Assert.Equal($"{_folder.File("classifier.json")}: It is damaged ({problem}). Copy the model folder again, or train again.", e.Message);
    }

    [Theory]
    [InlineData("[]", "a list")]
    [InlineData("null", "null")]
    [InlineData("7", "a number")]
    [InlineData("\"classifier\"", "a text")]
    [InlineData("true", "true or false")]
    public void What_is_no_object_is_said(string content, string what)
    {
        var (classifier, config, run) = (_folder.Write("classifier.json", content), _folder.Write("config.json", content), _folder.Write("model.partial/run.json", content));

        Assert.Equal($"{classifier}: It is damaged (it holds {what}, not an object). Copy the model folder again, or train again.", Assert.Throws<ModelException>(() => ClassifierDescription.Load(_folder.Path)).Message);
        Assert.Equal($"{config}: It is no configuration of a BERT encoder (it holds {what}, not an object). Expected config.json as Hugging Face models have it.", Assert.Throws<EncoderException>(() => BertConfiguration.Load(_folder.Path)).Message);
        Assert.Equal($"{run}: It is damaged (it holds {what}, not an object). Begin anew with --overwrite.",
            Assert.Throws<WorkFolderException>(() => WorkFolder.Open(_folder.File("model"), new Dictionary<string, string>(), overwrite: false, resume: false)).Message);
    }

    private void Damage(string part, string instead)
    {
        TinyEncoder.Describe(TinyEncoder.Multiple).Save(_folder.Path);
        var whole = File.ReadAllText(_folder.File("classifier.json"));
        Assert.Contains(part, whole, StringComparison.Ordinal);
        File.WriteAllText(_folder.File("classifier.json"), whole.Replace(part, instead, StringComparison.Ordinal));
    }
}
