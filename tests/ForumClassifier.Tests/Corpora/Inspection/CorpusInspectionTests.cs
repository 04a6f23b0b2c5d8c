using ForumClassifier.Corpora.Inspection;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Selection;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Inspection;

public class CorpusInspectionTests
{
    [Fact]
    public async Task Everything_is_counted_and_written_as_json()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.csv", "id,thread_id,author,created_at,body,body_format\n1,t,ann,2024-03-05T00:00:00+01:00,abc,markdown\n2,t,bob,03/04/2024,,text\n1,u,ann,yesterday,<br>,html\n");
        folder.Write("b.json", """{"post_stream": {"posts": [{"id": 7, "post_number": 1, "username": "cid", "cooked": "<p>hello</p>"}, {"id": 7, "post_number": 1, "cooked": "again"}], "stream": [7, 8, 9]}, "id": 5, "title": "t"}""");
        folder.Write("c.json", "{");
        folder.Write("notes.txt", "x");

        var summary = await CorpusInspection.RunAsync([folder.Path], new PostColumns(), PostSelection.All, stopsAtDamage: false, null, TestContext.Current.CancellationToken);

        Assert.Equal(
            """
            {"formats":[{"format":"csv","files":1,"first_files":["a.csv"],"columns":["id","thread_id","author","created_at","body","body_format"]},
            {"format":"discourse topic","files":1,"first_files":["b.json"],"columns":[]}],
            "posts":4,"threads":3,"authors":3,"first":"2024-03-04T23:00:00Z","last":"2024-03-04T23:00:00Z","undated":3,"unreadable_dates":2,"day_or_month_first_dates":1,
            "body_formats":{"html":2,"markdown":1,"text":1},"characters":19,"median_length":3,"p95_length":12,"longest_length":12,"empty_texts":2,
            "doubled_ids":1,"first_doubled_ids":["1"],"duplicates":{"exact_groups":0,"exact_posts":0,"near_groups":0,"near_posts":0},"double_posts":1,"first_double_posts":["7"],
            "missing_posts":2,"topics_with_missing_posts":[{"topic":5,"posts":2}],"topics_without_list":0,
            "damaged_files":1,"first_damaged_files":["c.json(1): The file is not valid JSON (byte 2 of the line or of the object). Expected a JSON object, an array of objects, or an object a line."],
            "other_files":1,"first_other_files":["notes.txt"]}
            """.ReplaceLineEndings(""),
            System.Text.Json.Nodes.JsonNode.Parse(InspectionJson.Write(summary).Replace(folder.Path + "/", "", StringComparison.Ordinal))!.ToJsonString());
    }

    [Fact]
    public void Quantiles_are_those_of_the_sorted_lengths()
    {
        var random = new Random(1);
        var lengths = Enumerable.Range(0, 1001).Select(_ => random.Next(70_000)).ToList();
        var counts = new LengthCounts();
        lengths.ForEach(counts.Add);
        lengths.Sort();

        Assert.Equal((lengths[500], lengths[100], lengths[^1], lengths.Sum(length => (long)length)), (counts.Quantile(0.5), counts.Quantile(0.1), counts.Longest, counts.Total));
        Assert.Equal(0, new LengthCounts().Quantile(0.5));
    }

    [Fact]
    public void Distinct_texts_are_those_of_a_set()
    {
        var random = new Random(2);
        using var met = new DistinctTexts();
        var set = new HashSet<(int, string)>();

        for (var i = 0; i < 20_000; i++)
        {
            var (kind, text) = (random.Next(2), OddTexts.Next(random, 3));
            Assert.Equal(set.Add((kind, text)), met.Add(kind, text));
        }
    }
}
