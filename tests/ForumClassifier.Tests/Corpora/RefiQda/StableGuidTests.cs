using ForumClassifier.Corpora.RefiQda;

namespace ForumClassifier.Tests.Corpora.RefiQda;

public sealed class StableGuidTests
{
    /// <summary>Python's <c>uuid.uuid5</c> gives these.</summary>
    [Theory]
    [InlineData("6ba7b811-9dad-11d1-80b4-00c04fd430c8", "https://example.org/", "527dda32-a0de-5105-a042-cb475b5f7d11")]
    [InlineData("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "python.org", "886313e1-3b8a-5372-9b90-0c9aee199e5d")]
    public void Guids_are_those_of_the_RFC(string space, string name, string expected) =>
        Assert.Equal(expected, StableGuid.Of(new Guid(space), name).ToString());
}
