using ForumClassifier.Corpora.Duplicates;

namespace ForumClassifier.Tests.Corpora.Duplicates;

public sealed class DuplicateFinderTests
{
    [Fact]
    public void Groups_are_those_of_the_reference()
    {
        var expected = DuplicateGolden.Expected("exact_char5_jaccard").GetProperty("connected_groups_at_0.7")
            .EnumerateArray().Select(group => group.EnumerateArray().Select(member => member.GetInt32()).ToArray());

        var groups = DuplicateFinder.Find(DuplicateGolden.Texts);

        Assert.Equal(expected, groups.Select(group => group.Members));
    }

    [Fact]
    public void A_group_is_exact_where_case_and_white_space_alone_differ()
    {
        var groups = DuplicateFinder.Find(["Where is\tthe  log?", "WHERE IS THE LOG? ", "It works with the newest release.", "it works with the newest release!", "", " "]);

        Assert.Equal([true, false], groups.Select(group => group.IsExact));
        Assert.Equal([[0, 1], [2, 3]], groups.Select(group => group.Members));
    }

    [Fact]
    public void Texts_without_anything_in_common_are_in_no_group()
    {
        var texts = Enumerable.Range(0, 500).Select(i => string.Concat(Enumerable.Range(0, 40).Select(j => (char)('a' + (((i * 7919) + (j * j * (i + 13))) % 26)))));

        Assert.Empty(DuplicateFinder.Find([.. texts.Distinct()], similarity: 1));
    }
}
