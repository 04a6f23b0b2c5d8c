using ForumClassifier.Corpora.Duplicates;

namespace ForumClassifier.Tests.Corpora.Duplicates;

public sealed class ShinglesTests
{
    private readonly uint[][] _sets;

    public ShinglesTests()
    {
        var shingles = new Shingles();
        _sets = [.. DuplicateGolden.Texts.Select(text => shingles.Of(NormalizedText.Of(text)))];
    }

    [Fact]
    public void A_text_has_as_many_as_the_reference_counts()
    {
        var expected = DuplicateGolden.Expected("exact_char5_jaccard").GetProperty("shingle_counts").EnumerateArray().Select(count => count.GetInt32());

        Assert.Equal(expected, _sets.Select(set => set.Length));
    }

    [Fact]
    public void Similarities_are_those_of_the_reference()
    {
        foreach (var pair in DuplicateGolden.Expected("exact_char5_jaccard").GetProperty("pairs_i_j_intersection_union_jaccard").EnumerateArray())
        {
            var similarity = Shingles.Jaccard(_sets[pair[0].GetInt32()], _sets[pair[1].GetInt32()]);

            Assert.Equal(pair[4].GetDouble(), similarity, 12);
        }
    }
}
