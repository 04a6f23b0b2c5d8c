using ForumClassifier.Analysis.Trends;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Tests.Analysis.Trends;

public class TrendCrosswalkTests
{
    private static readonly Taxonomy Newest = new("forum", 3, Assignment.Multiple,
        [
            Leaf("speed"),
            new Code("docs", "Docs", "") { Children = [Leaf("missing-docs"), Leaf("wrong-docs")] },
            Leaf("elsewhere"),
        ])
    {
        Changes =
        [
            new TaxonomyChange(2, ChangeKind.Merge, ["slow-training", "speed"], ["speed"], null, null, ""),
            new TaxonomyChange(3, ChangeKind.Split, ["documentation"], ["missing-docs", "wrong-docs"], null, null, ""),
            new TaxonomyChange(3, ChangeKind.Split, ["odd"], ["wrong-docs", "elsewhere"], null, null, ""),
            new TaxonomyChange(3, ChangeKind.Retire, ["off-topic"], [], null, null, ""),
        ],
    };

    [Fact]
    public async Task Series_goes_on_where_a_code_was_merged_and_leaves_out_what_cannot_be_told()
    {
        var old = Source("old.csv", 1, ["slow-training", "speed", "documentation", "off-topic"], ["slow-training"], ["speed", "slow-training"], ["documentation"], ["off-topic"]);
        var current = Source("new.csv", 2, ["speed", "missing-docs", "wrong-docs"], ["speed"], ["missing-docs"]);

        var table = await TrendTable.CountAsync([old, current], Newest, TrendPeriod.Month, TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "speed: 2/4 1/2",
                "docs: 1/4 1/2",
                "missing-docs: 0/0 1/2",
                "wrong-docs: 0/0 0/2",
            ],
            table.Codes.Select(code => $"{code.Code.Id}: {string.Join(' ', code.Points.Select(point => $"{point.Count}/{point.Total}"))}"));
        Assert.Equal(
            ["old.csv 1: documentation as docs 1", "old.csv 1: off-topic as  1", "old.csv 1: slow-training as speed 2"],
            table.Carried.Select(carried => $"{carried.Source} {carried.Version}: {carried.Fate.Code} as {carried.CountedAs} {carried.Posts}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Parts_without_a_code_above_them_all_are_told_of_nowhere()
    {
        var old = Source("old.csv", 1, ["odd", "speed"], ["odd"], ["speed"]);

        var table = await TrendTable.CountAsync([old], Newest, TrendPeriod.Month, TestContext.Current.CancellationToken);

        Assert.Equal(["speed"], table.Codes.Select(code => code.Code.Id));
        Assert.Null(Assert.Single(table.Carried).CountedAs);
        Assert.Equal(1, table.WithoutCode);
    }

    [Fact]
    public async Task Codes_that_a_source_does_not_know_are_told()
    {
        var old = Source("old.csv", 1, ["slow-training", "speed", "documentation"], ["speed"]);
        var current = Source("new.csv", 2, ["speed", "missing-docs", "elsewhere"], ["elsewhere"]);

        var table = await TrendTable.CountAsync([old, current], Newest, TrendPeriod.Month, TestContext.Current.CancellationToken);

        Assert.Equal("elsewhere: 0/0 1/1", table.Codes.Where(code => code.Code.Id == "elsewhere").Select(code => $"elsewhere: {string.Join(' ', code.Points.Select(point => $"{point.Count}/{point.Total}"))}").Single());
        Assert.Equal(["old.csv: elsewhere"], table.Lacking.Select(source => $"{source.Source}: {string.Join(' ', source.Codes)}")); // of missing-docs the split tells already
    }

    [Fact]
    public async Task Codes_that_no_version_had_are_refused()
    {
        var error = await Assert.ThrowsAsync<UnknownCodesException>(() =>
            TrendTable.CountAsync([Source("old.csv", 1, ["speed", "other"])], Newest, TrendPeriod.Month, TestContext.Current.CancellationToken));

        Assert.Equal(["other"], error.Codes);
        Assert.StartsWith("old.csv: found codes that are not in taxonomy forum version 3: other.", error.Message, StringComparison.Ordinal);
    }

    private static Code Leaf(string id) => new(id, id, "");

    private static TrendSource Source(string name, int month, string[] codes, params string[][] posts) => new(name, new CodeSet(codes), posts
        .Select((chosen, i) => new Prediction($"{name}{i}", "t", new DateTimeOffset(2024, month, 2, 0, 0, 0, TimeSpan.Zero), chosen, false, [], false, name)).ToAsyncEnumerable());
}
