using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Codings.Changes;

namespace ForumClassifier.Tests.Core.Codings.Changes;

public class TaxonomyDiffTests
{
    [Fact]
    public void Ledger_explains_whatever_really_changed()
    {
        var random = new Random(8);
        for (var i = 0; i < 200; i++)
        {
            var versions = MadeTaxonomies.Next(random, 5);

            Assert.All(TaxonomyDiff.Between(versions[random.Next(4)], versions[4]), difference => Assert.True(difference.IsExplained, $"{difference}"));
        }
    }

    [Fact]
    public void What_the_ledger_leaves_out_is_not_explained()
    {
        var older = new Taxonomy("t", 1, Assignment.Single, [new Code("a", "A", "x"), new Code("b", "B", "") { Color = "#111111" }, new Code("c", "C", ""), new Code("h", "H", "")]);
        var newer = new Taxonomy("t", 2, Assignment.Single, [new Code("a", "A2", "y") { Children = [new Code("b", "B", "") { Color = "#222222" }] }, new Code("d", "D", ""), new Code("h", "H", "") { Codable = false }])
        {
            Changes = [new TaxonomyChange(2, ChangeKind.Rename, ["a"], [], "A", "A2", "")],
        };

        Assert.Equal(
            [
                new CodeDifference("a", "name", "A", "A2", true, "rename in version 2"),
                new CodeDifference("a", "definition", null, null, false, ""),
                new CodeDifference("b", "parent", null, "a", false, ""),
                new CodeDifference("b", "color", "#111111", "#222222", true, ""),
                new CodeDifference("c", "removed", "C", null, false, ""),
                new CodeDifference("h", "codable", "true", "false", false, ""),
                new CodeDifference("d", "added", null, "D", false, ""),
            ],
            TaxonomyDiff.Between(older, newer));
    }
}
