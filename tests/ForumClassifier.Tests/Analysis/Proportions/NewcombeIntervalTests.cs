using ForumClassifier.Analysis.Proportions;

namespace ForumClassifier.Tests.Analysis.Proportions;

public sealed class NewcombeIntervalTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Newcombe_intervals_of_a_difference_agree_with_the_reference()
    {
        foreach (var row in Golden.Case("03_proportions.json", "difference_independent").GetProperty("expected").EnumerateArray())
        {
            var interval = NewcombeInterval.OfDifference(Long("x1"), Long("n1"), Long("x2"), Long("n2"));

            Golden.Close(row.GetProperty("newcombe")[0].GetDouble(), interval.Low, Tolerance);
            Golden.Close(row.GetProperty("newcombe")[1].GetDouble(), interval.High, Tolerance);

            long Long(string name) => row.GetProperty(name).GetInt64();
        }
    }
}
