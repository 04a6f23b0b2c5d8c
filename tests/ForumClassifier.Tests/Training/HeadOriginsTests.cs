using ForumClassifier.Core.Codings;
using ForumClassifier.Training;

namespace ForumClassifier.Tests.Training;

public class HeadOriginsTests
{
    private static readonly CodeSet Old = new(["a", "b", "c", "d"]);

    [Fact]
    public void Without_changes_codes_of_the_same_id_survive() =>
        Assert.Equal("b: b, new:, d: d", Origins(["b", "new", "d"]));

    [Fact]
    public void Renamed_moved_and_redefined_codes_survive() =>
        Assert.Equal("a: a, b: b, c: c", Origins(["a", "b", "c"], Change(2, ChangeKind.Rename, ["a"]), Change(2, ChangeKind.Move, ["b"]), Change(2, ChangeKind.Redefine, ["c"])));

    [Theory]
    [InlineData("x", "a: a, x: b c, d: d")]
    [InlineData("b", "a: a, b: b c, d: d")] // into one of them
    [InlineData("d", "a: a, d: b c d")]     // into a code that was there before
    public void A_merged_code_comes_from_all_it_was_merged_of(string into, string origins) =>
        Assert.Equal(origins, Origins(into == "d" ? ["a", "d"] : ["a", into, "d"], Change(2, ChangeKind.Merge, ["b", "c"], into)));

    [Theory]
    [InlineData("x", "y", "a: a, x:, y:")]
    [InlineData("b", "y", "a: a, b:, y:")]  // the name stays, the meaning does not
    [InlineData("a", "y", "a: a, y:")]      // a part that was there before is kept
    public void The_parts_of_a_split_begin_afresh(string first, string second, string origins) =>
        Assert.Equal(origins, Origins(first == "a" ? ["a", "y"] : ["a", first, second], Change(2, ChangeKind.Split, ["b"], first, second)));

    [Fact]
    public void Changes_follow_one_another()
    {
        TaxonomyChange[] changes =
        [
            Change(1, ChangeKind.Merge, ["c", "d"], "a"), // led to the model's own version
            Change(2, ChangeKind.Merge, ["a", "b"], "x"),
            Change(3, ChangeKind.Merge, ["x", "c"], "y"),
            Change(3, ChangeKind.Split, ["d"], "p", "q"),
            Change(3, ChangeKind.Add, ["z"]),
            Change(4, ChangeKind.Merge, ["p", "y"], "w"), // after the data's version
        ];

        Assert.Equal("y: a b c, p:, q:, z:", Origins(["y", "p", "q", "z"], changes));
    }

    [Fact]
    public void A_code_that_was_retired_gives_nothing_to_another_of_its_id() =>
        Assert.Equal("a:, b: b", Origins(["a", "b"], Change(2, ChangeKind.Retire, ["a"])));

    [Fact]
    public void Of_another_taxonomy_with_a_higher_version_codes_of_the_same_id_survive()
    {
        var model = CodedPosts.Taxonomy(Assignment.Single, [.. Old]) with { Name = "another", Version = 7 };

        var origins = HeadOrigins.Of(model, Old, CodedPosts.Taxonomy(Assignment.Single, "b", "new"), new CodeSet(["b", "new"]));

        Assert.Equal([["b"], []], origins);
    }

    private static string Origins(string[] codes, params TaxonomyChange[] changes)
    {
        var taxonomy = CodedPosts.Taxonomy(Assignment.Single, codes) with { Version = 3, Changes = changes };
        var origins = HeadOrigins.Of(CodedPosts.Taxonomy(Assignment.Single, [.. Old]) with { Version = 1 }, Old, taxonomy, new CodeSet(codes));
        return string.Join(", ", codes.Zip(origins, (code, from) => $"{code}:{string.Concat(from.Select(origin => " " + origin))}"));
    }

    private static TaxonomyChange Change(int version, ChangeKind kind, string[] codes, params string[] into) => new(version, kind, codes, into, null, null, "");
}
