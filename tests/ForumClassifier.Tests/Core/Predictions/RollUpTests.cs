using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Tests.Core.Predictions;

public class RollUpTests
{
    // a(b(c, d), e), f, g(h)
    private static readonly Code[] Tree = [Node("a", Node("b", Node("c"), Node("d")), Node("e")), Node("f"), Node("g", Node("h"))];

    [Fact]
    public void Under_single_assignment_a_parent_is_the_sum_of_what_is_below_it()
    {
        var rollUp = new RollUp(Taxonomy(Assignment.Single), new CodeSet(["c", "d", "e", "f", "h"]));

        Assert.Equal(["a", "b", "g"], rollUp.Parents);
        Assert.Equal(3, rollUp.Levels);
        Assert.Equal([0.875f, 0.375f, 0.0625f], rollUp.Probabilities([0.25f, 0.125f, 0.5f, 0.0625f, 0.0625f]));
        Assert.Equal(["a", "b"], rollUp.Chosen(["d"]));
        Assert.Equal([], rollUp.Chosen(["f"]));
    }

    [Fact]
    public void Under_multiple_it_is_the_largest_and_a_parent_with_codings_of_its_own_counts_too()
    {
        var rollUp = new RollUp(Taxonomy(Assignment.Multiple), new CodeSet(["c", "a", "h", "g"]));

        Assert.Equal(["a", "b", "g"], rollUp.Parents);
        Assert.Equal([0.75f, 0.5f, 0.25f], rollUp.Probabilities([0.5f, 0.75f, 0.125f, 0.25f]));
        Assert.Equal(["a", "g"], rollUp.Chosen(["a", "h"]));
    }

    [Fact]
    public void A_level_counts_deeper_codes_as_those_above_them_and_shallower_ones_as_themselves()
    {
        var rollUp = new RollUp(Taxonomy(Assignment.Single), new CodeSet(["c", "d", "e", "f", "h", "elsewhere"]));

        Assert.Equal(["a", "f", "g", "elsewhere"], rollUp.At(1).Codes);
        Assert.Equal(["b", "e", "f", "h", "elsewhere"], rollUp.At(2).Codes);
        Assert.Equal(rollUp.Codes, rollUp.At(3).Codes);
        Assert.Equal([0, 2], rollUp.At(1).Of([4, 2, 0]));
        Assert.Equal([0.375f, 0.5f, 0.0625f, 0.0625f, 0f], rollUp.At(2).Probabilities([0.25f, 0.125f, 0.5f, 0.0625f, 0.0625f, 0f]));
    }

    [Fact]
    public void A_flat_taxonomy_has_one_level_and_no_parents()
    {
        var rollUp = new RollUp(new Taxonomy("flat", 1, Assignment.Single, [Node("a"), Node("b")]), new CodeSet(["b", "a"]));

        Assert.Equal(1, rollUp.Levels);
        Assert.Empty(rollUp.Parents);
        Assert.Empty(rollUp.Probabilities([0.5f, 0.5f]));
        Assert.Equal(["b", "a"], rollUp.At(1).Codes);
    }

    [Fact]
    public void A_parent_whose_children_no_post_has_is_a_leaf()
    {
        var rollUp = new RollUp(Taxonomy(Assignment.Single), new CodeSet(["a", "f", "g"]));

        Assert.Empty(rollUp.Parents);
        Assert.Equal(1, rollUp.Levels);
    }

    [Theory]
    [InlineData(Assignment.Single)]
    [InlineData(Assignment.Multiple)]
    public void Nothing_contradicts_on_random_trees(Assignment assignment)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var taxonomy = new Taxonomy("random", 1, assignment, RandomTree(random, "n", depth: random.Next(1, 5)));
            var ids = taxonomy.All().Where(code => code.Children.Count == 0 || random.Next(4) == 0).Select(code => code.Id).ToArray();
            random.Shuffle(ids);
            var rollUp = new RollUp(taxonomy, new CodeSet(ids));
            var probabilities = Probabilities(random, assignment, ids.Length);
            string[] chosen = assignment == Assignment.Single ? [ids[random.Next(ids.Length)]] : [.. ids.Where(_ => random.Next(3) == 0)];
            var (rolled, parents) = (rollUp.Probabilities(probabilities), rollUp.Chosen(chosen));
            float Of(string id) => rollUp.Parents.Contains(id) ? rolled[rollUp.Parents.ToList().IndexOf(id)] : rollUp.Codes.Contains(id) ? probabilities[rollUp.Codes.IndexOf(id)] : 0;
            bool IsChosen(string id) => parents.Contains(id) || chosen.Contains(id);

            foreach (var parent in taxonomy.All().Where(code => rollUp.Parents.Contains(code.Id)))
            {
                var own = rollUp.Codes.Contains(parent.Id) ? probabilities[rollUp.Codes.IndexOf(parent.Id)] : 0;
                var expected = assignment == Assignment.Single ? own + parent.Children.Sum(child => Of(child.Id)) : Math.Max(own, parent.Children.Max(child => Of(child.Id)));
                Assert.Equal(expected, Of(parent.Id), 1e-5f);
                Assert.InRange(Of(parent.Id), 0, 1);
                Assert.All(parent.Children, child => Assert.True(Of(parent.Id) >= Of(child.Id)));
                Assert.Equal(chosen.Contains(parent.Id) || parent.Children.Any(child => IsChosen(child.Id)), IsChosen(parent.Id));
            }

            int[] indices = [.. chosen.Select(rollUp.Codes.IndexOf)];
            for (var number = 1; number <= rollUp.Levels; number++)
            {
                var level = rollUp.At(number);
                var atLevel = level.Probabilities(probabilities);
                Assert.Equal(atLevel.Count, level.Codes.Count);
                Assert.All(level.Of(indices), code => Assert.True(IsChosen(level.Codes[code])));
                if (assignment == Assignment.Single)
                {
                    Assert.Equal(1, atLevel.Sum(), 1e-5f);
                    Assert.Single(level.Of(indices));
                }
                else
                {
                    Assert.Equal(probabilities.Max(), atLevel.Max());
                }
            }
        }
    }

    private static float[] Probabilities(Random random, Assignment assignment, int count)
    {
        float[] raw = [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
        return assignment == Assignment.Multiple ? raw : [.. raw.Select(value => value / raw.Sum())];
    }

    private static Code[] RandomTree(Random random, string prefix, int depth) => [.. Enumerable.Range(0, random.Next(1, 4)).Select(i =>
        Node($"{prefix}{i}", depth > 1 && random.Next(3) > 0 ? RandomTree(random, $"{prefix}{i}", depth - 1) : []))];

    private static Taxonomy Taxonomy(Assignment assignment) => new("tree", 1, assignment, Tree);

    private static Code Node(string id, params Code[] children) => new(id, id, "") { Children = children };
}
