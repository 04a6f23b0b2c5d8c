using System.Text.Json;
using ForumClassifier.Core.Posts;

namespace ForumClassifier.Tests.Core.Posts;

public class TextTemplateTests
{
    private static readonly TextTemplate Template = new(
        new Dictionary<SegmentKind, SegmentTreatment> { [SegmentKind.Code] = SegmentTreatment.Mask, [SegmentKind.Log] = SegmentTreatment.Drop }, [MaskedData.Urls, MaskedData.Names]);

    [Fact]
    public void A_template_names_every_kind_in_a_models_files()
    {
        const string expected = """{"segments":{"quote":"keep","code":"mask","log":"drop","link":"keep","image":"keep","mention":"keep","signature":"keep","greeting":"keep"},"mask":["names","urls"]}""";

        Assert.Equal(expected, JsonSerializer.Serialize(Template));
        Assert.Equal(Template, JsonSerializer.Deserialize<TextTemplate>(expected));
        Assert.NotEqual(TextTemplate.KeepEverything, Template);
    }

    [Fact]
    public void Models_from_before_have_title_and_body()
    {
        Assert.Equal("\"title-and-body\"", JsonSerializer.Serialize(TextTemplate.TitleAndBody));
        Assert.Same(TextTemplate.TitleAndBody, JsonSerializer.Deserialize<TextTemplate>("\"title-and-body\""));
    }

    [Theory]
    [InlineData("\"title\"")]
    [InlineData("7")]
    [InlineData("""{"segments":{"code":"mask"},"mask":[]}""")]
    [InlineData("""{"segments":{"quote":"keep","code":"mask","log":"drop","link":"keep","image":"keep","mention":"keep","signature":"keep","greeting":"hide"},"mask":[]}""")]
    [InlineData("""{"segments":{"quote":"keep","code":"mask","log":"drop","link":"keep","image":"keep","mention":"keep","signature":"keep","greeting":"keep"},"mask":["Names"]}""")]
    [InlineData("""{"segments":{"quote":"keep","code":"mask","log":"drop","link":"keep","image":"keep","mention":"keep","signature":"keep","greeting":"keep"}}""")]
    public void A_template_that_is_not_known_is_no_template(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TextTemplate>(json));

    [Fact]
    public void A_template_is_said_in_words()
    {
        Assert.Equal("code=mask, log=drop, mask names, mask urls", Template.ToString());
        Assert.Equal("keep everything", TextTemplate.KeepEverything.ToString());
        Assert.Equal("title-and-body", TextTemplate.TitleAndBody.ToString());
    }
}
