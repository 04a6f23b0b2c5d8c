using ForumClassifier.Core.Codings.Changes;

namespace ForumClassifier.Tests.Core.Codings.Changes;

public class LedgerTests
{
    [Fact]
    public void Ledger_of_a_taxonomy_that_really_changed_has_no_problem()
    {
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            foreach (var taxonomy in MadeTaxonomies.Next(random, 6))
            {
                Assert.Empty(Ledger.Check(taxonomy));
            }
        }
    }

    [Fact]
    public void Codes_of_an_earlier_version_are_those_it_had_and_at_most_the_products_of_later_merges_and_splits()
    {
        var random = new Random(2);
        for (var i = 0; i < 200; i++)
        {
            var versions = MadeTaxonomies.Next(random, 5);
            foreach (var earlier in versions)
            {
                var codes = Ledger.CodesAt(versions[^1], earlier.Version);

                var had = earlier.All().Select(code => code.Id).ToList();
                var products = versions[^1].Changes.Where(change => change.Version > earlier.Version).SelectMany(change => change.Into);
                Assert.Superset(had.ToHashSet(), codes.ToHashSet());
                Assert.Empty(codes.Except(had).Except(products));
            }
        }
    }

    [Fact]
    public void Version_with_some_codes_has_them_all()
    {
        var random = new Random(3);
        for (var i = 0; i < 200; i++)
        {
            var versions = MadeTaxonomies.Next(random, 5);
            foreach (var earlier in versions)
            {
                string[] codes = [.. earlier.All().Select(code => code.Id)];

                var found = Assert.NotNull(Ledger.VersionWith(versions[^1], codes));

                Assert.True(found >= earlier.Version);
                Assert.Superset(codes.ToHashSet(), Ledger.CodesAt(versions[^1], found).ToHashSet());
            }
        }
    }
}
