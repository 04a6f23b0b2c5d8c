using ForumClassifier.Analysis.Crosswalks;
using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Codings.Changes;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Tests.Analysis.Crosswalks;

public class ComparedClassifierTests
{
    private static readonly float[] Probabilities = [0.5f, 0.25f, 0.125f, 0.125f];

    [Theory]
    [InlineData(Assignment.Single, new[] { 0.75f, 0.125f, 0.125f })]
    [InlineData(Assignment.Multiple, new[] { 0.5f, 0.125f })]
    public void Probabilities_of_merged_codes_add_up_or_the_largest_counts(Assignment assignment, float[] expected)
    {
        var newest = new Taxonomy("forum", 2, assignment, [new Code("speed", "", ""), new Code("memory", "", "")])
        {
            Changes = [new TaxonomyChange(2, ChangeKind.Merge, ["slow", "speed"], ["speed"], null, null, ""), new TaxonomyChange(2, ChangeKind.Retire, ["off-topic"], [], null, null, "")],
        };
        using var classifier = new ComparedClassifier(new Fixed(), new ComparedCodes(newest, (1, new Fixed().Codes), (2, Ledger.CodesAt(newest, 2))), assignment);

        var classification = Assert.Single(classifier.Classify(["x"], null, TestContext.Current.CancellationToken));

        Assert.Equal(expected, classification.Probabilities);
        Assert.Equal(["speed"], classification.Codes);
    }

    private sealed class Fixed : ITextClassifier
    {
        public string Name => "fixed";

        public CodeSet Codes { get; } = new(["speed", "slow", "memory", "off-topic"]);

        public IReadOnlyList<Classification> Classify(IReadOnlyList<PreparedText> texts, Action<ClassifiedBatch>? done, CancellationToken cancellationToken) =>
            [.. texts.Select(_ => new Classification(Probabilities, ["speed", "slow"], 1, false))];

        public void Dispose()
        {
        }
    }
}
