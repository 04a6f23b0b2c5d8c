using ForumClassifier.Analysis.Crosswalks;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Codings.Changes;

namespace ForumClassifier.Tests.Analysis.Crosswalks;

public class ModelDoubtTests
{
    private static readonly Taxonomy Newest = new("forum", 2, Assignment.Multiple, [new Code("speed", "", ""), new Code("a", "", ""), new Code("b", "", "")])
    {
        Changes = [new TaxonomyChange(2, ChangeKind.Merge, ["slow"], ["speed"], null, null, ""), new TaxonomyChange(2, ChangeKind.Split, ["docs"], ["a", "b"], null, null, "")],
    };

    [Theory]
    [InlineData(new[] { 0.5f, 0f, 0f }, 1.0)]
    [InlineData(new[] { 0.25f, 0.11f, 0f }, 0.8112781)] // -(1/4) log2(1/4) - (3/4) log2(3/4)
    [InlineData(new[] { 0f, 1f, 0f }, 0.0)]
    public void Doubt_is_the_largest_entropy_of_the_candidates(float[] probabilities, double expected) =>
        Assert.Equal(expected, new ModelDoubt(new CodeSet(["a", "b", "speed"]), Crosswalk.Between(Newest, 2)).Of(probabilities, ["a", "b"], "docs")!.Value, 1e-6);

    [Fact]
    public void Older_model_is_asked_of_the_old_code_and_through_the_ledger()
    {
        var doubt = new ModelDoubt(new CodeSet(["docs", "slow"]), Crosswalk.Between(Newest, 1));

        Assert.Equal(1, doubt.Of([0.5f, 0.9f], ["a", "b"], "docs"));
        Assert.Equal(1, doubt.Of([0.1f, 0.5f], ["speed"], "other"));
        Assert.Null(doubt.Of([0.5f, 0.5f], [], "other"));
    }
}
