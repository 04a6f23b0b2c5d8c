using System.Globalization;
using ForumClassifier.Analysis.Trends;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Tests.Analysis.Trends;

public sealed class TrendTableTests
{
    private static readonly Taxonomy Tree = new("forum", 3, Assignment.Multiple,
    [
        new Code("usage", "Usage", "") { Children = [new Code("loading", "Loading", "") { Children = [new Code("saving", "Saving", "")] }, new Code("config", "Config", "")] },
        new Code("heading", "Heading", "") { Codable = false, Children = [new Code("speed", "Speed", "")] },
        new Code("other", "Other", ""),
    ]);

    private static readonly CodeSet AllCodes = new(["usage", "loading", "saving", "config", "speed", "other"]);

    [Fact]
    public async Task A_post_counts_once_for_every_code_above_those_it_has()
    {
        var table = await Count(Tree, AllCodes, TrendPeriod.Month, Post("2024-03-05", "saving", "config"), Post("2024-03-06", "speed"), Post("2024-03-07"));

        Assert.Equal(["usage 1", "loading 1", "saving 1", "config 1", "heading 1", "speed 1", "other 0"], table.Codes.Select(code => $"{code.Code.Id} {code.Overall.Count}"));
        Assert.Equal([null, "usage", "loading", "usage", null, "heading", null], table.Codes.Select(code => code.ParentId));
        Assert.Equal([0, 1, 2, 1, 0, 1, 0], table.Codes.Select(code => code.Depth));
        Assert.All(table.Codes, code => Assert.Equal(3, code.Overall.Total));
        Assert.Equal(1, table.WithoutCode);
    }

    [Fact]
    public async Task Codes_that_the_predictions_cannot_hold_are_left_out()
    {
        var table = await Count(Tree, new CodeSet(["saving", "other"]), TrendPeriod.Month, Post("2024-03-05", "saving"));

        Assert.Equal(["usage", "loading", "saving", "other"], table.Codes.Select(code => code.Code.Id));
    }

    [Fact]
    public async Task Periods_without_posts_lie_between_the_first_and_the_last_and_have_no_share()
    {
        var table = await Count(Tree, AllCodes, TrendPeriod.Month, Post("2024-02-01", "other"), Post("2023-11-30", "other"), Post("2023-11-01"));

        Assert.Equal(["2023-11 2", "2023-12 0", "2024-01 0", "2024-02 1"], table.Periods.Select(period => $"{period.Name} {period.Posts}"));
        Assert.Equal([0.5, null, null, 1.0], table.Codes[^1].Points.Select(point => point.Share));
        Assert.Null(table.Codes[^1].Points[1].Interval);
    }

    [Fact]
    public async Task Abstentions_and_posts_without_a_date_are_counted_apart()
    {
        var abstained = Post("2024-01-01") with { Abstained = true };
        var table = await Count(Tree, AllCodes, TrendPeriod.Year, Post("2024-01-01", "other"), abstained, Post(null, "other"), abstained with { CreatedAt = null, Model = "b" });

        Assert.Equal((4, 1, 2, 1), (table.Posts, table.Counted, table.Abstained, table.Undated));
        Assert.Equal(new TrendPoint(1, 1), table.Codes[^1].Overall);
        Assert.Equal(["a", "b"], table.Models);
    }

    [Theory]
    [InlineData("2024-12-31T12:00:00Z", TrendPeriod.Week, "2025-W01", "2024-12-30")] // ISO 8601: the week of the first Thursday
    [InlineData("2021-01-03T23:59:59Z", TrendPeriod.Week, "2020-W53", "2020-12-28")]
    [InlineData("2021-01-04T00:00:00Z", TrendPeriod.Week, "2021-W01", "2021-01-04")]
    [InlineData("2024-01-01T00:30:00+01:00", TrendPeriod.Month, "2023-12", "2023-12-01")] // 23:30 in UTC
    [InlineData("2024-12-31T23:30:00-01:00", TrendPeriod.Year, "2025", "2025-01-01")]
    [InlineData("2024-06-30T00:00:00Z", TrendPeriod.Quarter, "2024-Q2", "2024-04-01")]
    [InlineData("2024-10-01T00:00:00Z", TrendPeriod.Quarter, "2024-Q4", "2024-10-01")]
    public async Task Periods_follow_the_calendar_in_utc(string moment, TrendPeriod period, string name, string start)
    {
        var table = await Count(Tree, AllCodes, period, Post(moment, "other"));

        Assert.Equal((name, start), (table.Periods[0].Name, table.Periods[0].Start.ToString("O", CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(TrendPeriod.Week)]
    [InlineData(TrendPeriod.Month)]
    [InlineData(TrendPeriod.Quarter)]
    [InlineData(TrendPeriod.Year)]
    public async Task Every_day_lies_in_the_period_that_began_last(TrendPeriod period)
    {
        var first = new DateTimeOffset(2018, 12, 1, 13, 0, 0, TimeSpan.Zero);
        Prediction[] days = [.. Enumerable.Range(0, 3000).Select(day => Post(first.AddDays(day).ToString("O", CultureInfo.InvariantCulture)))];

        var table = await Count(Tree, AllCodes, period, days);

        Assert.Equal(3000, table.Periods.Sum(total => total.Posts));
        foreach (var (total, next) in table.Periods.Zip(table.Periods.Skip(1)).Skip(1))
        {
            Assert.Equal(next.Start.DayNumber - total.Start.DayNumber, total.Posts);
            Assert.Equal(total.Number + 1, next.Number);
        }
    }

    [Fact]
    public async Task Monthly_shares_and_intervals_agree_with_the_reference()
    {
        var expected = Golden.Case("06_trends.json", "monthly_share_wilson").GetProperty("expected");
        var first = new DateTimeOffset(2019, 7, 1, 0, 0, 0, TimeSpan.Zero);
        Prediction[] posts = [.. Golden.Rows("06_series.csv").SelectMany(row => Enumerable.Range(0, Int(row[1])).Select(post =>
            Post(first.AddMonths(Int(row[0])).AddHours(post).ToString("O", CultureInfo.InvariantCulture), post < Int(row[2]) ? ["other"] : [])))];
        new Random(1).Shuffle(posts);

        var points = (await Count(Tree, AllCodes, TrendPeriod.Month, posts)).Codes[^1].Points;

        Assert.Equal(expected.GetProperty("share").GetArrayLength(), points.Count);
        for (var month = 0; month < points.Count; month++)
        {
            Golden.Close(expected.GetProperty("share")[month].GetDouble(), points[month].Share, 1e-9);
            Golden.Close(expected.GetProperty("low")[month].GetDouble(), points[month].Interval!.Value.Low, 1e-9);
            Golden.Close(expected.GetProperty("high")[month].GetDouble(), points[month].Interval!.Value.High, 1e-9);
        }
    }

    [Fact]
    public async Task Thirds_leave_the_middle_out()
    {
        var table = await Count(Tree, AllCodes, TrendPeriod.Month, Post("2024-01-01", "other"), Post("2024-02-01"), Post("2024-03-01", "other"), Post("2024-04-01"));

        Assert.Equal((new TrendPoint(1, 1), new TrendPoint(0, 1)), (table.Codes[^1].FirstThird, table.Codes[^1].LastThird));
        Assert.Null((await Count(Tree, AllCodes, TrendPeriod.Year, Post("2024-01-01"))).Codes[^1].FirstThird);
    }

    [Fact]
    public async Task No_posts_give_an_empty_table()
    {
        var table = await Count(Tree, AllCodes, TrendPeriod.Month);

        Assert.Empty(table.Periods);
        Assert.Null(table.Codes[0].Overall.Share);
    }

    [Fact]
    public async Task Codes_that_the_taxonomy_has_not_are_named()
    {
        var e = await Assert.ThrowsAsync<UnknownCodesException>(() => Count(Tree, new CodeSet(["other", "memory", "disk"]), TrendPeriod.Month));

        Assert.Equal("Predictions: found codes that are not in taxonomy forum version 3: memory, disk. Give the taxonomy the model was trained with, or a newer version whose ledger knows them.", e.Message);
    }

    [Fact]
    public async Task A_code_that_the_predictions_did_not_announce_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Count(Tree, new CodeSet(["other"]), TrendPeriod.Month, Post("2024-01-01", "speed")));

    private static Task<TrendTable> Count(Taxonomy taxonomy, CodeSet codes, TrendPeriod period, params Prediction[] predictions) =>
        TrendTable.CountAsync(predictions.ToAsyncEnumerable(), codes, taxonomy, period, TestContext.Current.CancellationToken);

    private static Prediction Post(string? moment, params string[] codes) =>
        new("p", "t", moment is null ? null : DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), codes, false, [], false, "a");

    private static int Int(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);
}
