using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Codings.Changes;

namespace ForumClassifier.Tests.Core.Codings.Changes;

public class CrosswalkTests
{
    private static readonly Taxonomy Example = new("example", 4, Assignment.Multiple, [.. ((string[])["a", "b", "d1", "d2", "e", "g1"]).Select(id => new Code(id, id, ""))])
    {
        Changes =
        [
            Change(2, ChangeKind.Merge, ["a", "c"], ["a"]),
            Change(2, ChangeKind.Split, ["d"], ["d1", "d2"]),
            Change(3, ChangeKind.Rename, ["b"], []) with { From = "x", To = "b" },
            Change(3, ChangeKind.Redefine, ["e"], []) with { Note = "now also covers data" },
            Change(3, ChangeKind.Split, ["g"], ["g1", "g2"]),
            Change(4, ChangeKind.Retire, ["f"], []),
            Change(4, ChangeKind.Retire, ["g2"], []),
        ],
    };

    [Theory]
    [InlineData("a", "a", "", false, "merged in version 2")]
    [InlineData("c", "a", "", false, "merged in version 2")]
    [InlineData("b", "b", "", false, "")]
    [InlineData("d", null, "d1;d2", false, "split in version 2")]
    [InlineData("e", "e", "", false, "redefined in version 3 (now also covers data)")]
    [InlineData("f", null, "", false, "retired in version 4")]
    [InlineData("g", null, "g1", true, "split in version 3; retired in version 4")]
    public void Each_kind_of_change_leaves_what_the_ledger_says(string code, string? successor, string candidates, bool mayBeNone, string reason)
    {
        var fate = Assert.IsType<CodeFate>(Crosswalk.Between(Example, 1).Find(code));

        Assert.Equal((successor, candidates, mayBeNone, reason), (fate.Successor, string.Join(';', fate.Candidates), fate.MayBeNone, fate.Reason));
        Assert.Equal(code == "e", fate.IsRedefined);
    }

    [Fact]
    public void Later_versions_know_nothing_of_codes_that_were_gone()
    {
        Assert.Null(Crosswalk.Between(Example, 2).Find("c"));
        Assert.Equal("f", Crosswalk.Between(Example, 2, 3).Find("f")?.Successor);
    }

    [Fact]
    public void Replaying_from_A_to_B_and_then_to_C_equals_replaying_from_A_to_C()
    {
        var random = new Random(4);
        for (var i = 0; i < 300; i++)
        {
            var newest = MadeTaxonomies.Next(random, 6)[^1];
            var (a, b, c) = (random.Next(1, 4), random.Next(4, 5), random.Next(5, 7));
            var (first, second) = (Crosswalk.Between(newest, a, b), Crosswalk.Between(newest, b, c));

            foreach (var whole in Crosswalk.Between(newest, a, c).Fates)
            {
                Assert.Equivalent(whole, Then(Assert.IsType<CodeFate>(first.Find(whole.Code)), second, [.. newest.Changes]), strict: true);
            }
        }
    }

    [Fact]
    public void Successors_and_candidates_are_codes_of_the_later_version()
    {
        var random = new Random(5);
        for (var i = 0; i < 300; i++)
        {
            var versions = MadeTaxonomies.Next(random, 6);
            var had = versions[1].All().Select(code => code.Id).ToHashSet();
            var has = versions[^1].All().Select(code => code.Id).ToHashSet();

            var fates = Crosswalk.Between(versions[^1], 2).Fates.Where(fate => had.Contains(fate.Code)).ToList();

            Assert.Equal(had.Count, fates.Count);
            Assert.All(fates, fate => Assert.Subset(has, fate.Candidates.Append(fate.Successor).OfType<string>().ToHashSet()));
            Assert.All(fates.Where(fate => fate.IsGone), fate => Assert.Contains(fate.Changes, change => change.Kind == ChangeKind.Retire));
        }
    }

    private static CodeFate Then(CodeFate first, Crosswalk second, List<TaxonomyChange> ledger)
    {
        if (first.Successor is { } successor)
        {
            var next = Assert.IsType<CodeFate>(second.Find(successor));
            return next with { Code = first.Code, IsRedefined = first.IsRedefined || next.IsRedefined, Changes = [.. first.Changes, .. next.Changes] };
        }

        List<CodeFate> fates = [.. first.Candidates.Select(code => Assert.IsType<CodeFate>(second.Find(code)))];
        return first with
        {
            Candidates = [.. fates.SelectMany(fate => fate.Successor is { } one ? [one] : fate.Candidates).Distinct()],
            MayBeNone = first.MayBeNone || fates.Any(fate => fate.MayBeNone || fate.IsGone),
            Changes = [.. first.Changes, .. ledger.Where(change => fates.Any(fate => fate.Changes.Any(other => ReferenceEquals(other, change))))],
        };
    }

    private static TaxonomyChange Change(int version, ChangeKind kind, string[] codes, string[] into) => new(version, kind, codes, into, null, null, "");
}
