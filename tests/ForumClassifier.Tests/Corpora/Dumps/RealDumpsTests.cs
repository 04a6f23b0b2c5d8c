using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Inspection;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Selection;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Dumps;

/// <summary>Counts are those of the page that comes with the data, or of a few lines of Python over them.</summary>
public class RealDumpsTests
{
    private const int ServedPosts = 20; // of a topic at once
    private const int PageSize = 50;

    [SlowFact]
    public async Task Discourse_topics_are_read_from_their_archive_in_constant_memory()
    {
        var oddities = new CorpusOddities { StopsAtDamage = true };

        var (posts, most) = await ReadAsync(SharedData.Require("data", "urho3d", "topics-json.tar.gz"), oddities);

        Assert.Equal((36_990, 5_046, 11), (posts.Count, posts.Select(post => post.Thread).Distinct().Count(), posts.Select(post => post.Category).Distinct().Count()));
        Assert.Equal(5_046, posts.Count(post => post.HasTitle));
        Assert.Equal(10_005, posts.Count(post => post.IsReply)); // 65 more answer posts that were deleted
        Assert.Equal((0, 0, 0, 0), (oddities.MissingPosts, oddities.DoublePosts, oddities.DamagedFileCount, oddities.UnreadableDates));
        Assert.InRange(most, 0, 60_000_000);
    }

    [SlowFact]
    public async Task Discourse_posts_are_read_from_their_archive_and_doubles_once()
    {
        var oddities = new CorpusOddities { StopsAtDamage = true };

        var (posts, most) = await ReadAsync(SharedData.Require("data", "delving-bitcoin", "posts-json.tar.gz"), oddities);

        Assert.Equal((4_725, 4_661, 635), (posts.Count + oddities.DoublePosts, posts.Count, posts.Select(post => post.Thread).Distinct().Count()));
        Assert.Equal(0, oddities.DamagedFileCount);
        Assert.InRange(most, 0, 60_000_000);
    }

    [SlowFact]
    public async Task Stack_exchange_sites_are_read_whole()
    {
        foreach (var (name, rows, threads, tagged) in new[] { ("beer-Posts.xml", 2_354, 782, 663), ("meta-datascience-Posts.xml", 624, 283, 257) })
        {
            var (posts, _) = await ReadAsync(SharedData.Require("data", "stackexchange", name), new CorpusOddities { StopsAtDamage = true });

            Assert.Equal((rows, threads, tagged), (posts.Count, posts.Select(post => post.Thread).Distinct().Count(), posts.Count(post => post.IsTagged)));
        }
    }

    [SlowFact]
    public async Task Rows_of_a_table_are_all_read_and_doubled_ids_named()
    {
        var path = SharedData.Require("data", "corpora", "technical-forum.jsonl.gz");

        var summary = await CorpusInspection.RunAsync([path], new PostColumns { TextColumns = ["title", "text"] }, PostSelection.All, stopsAtDamage: true, null, TestContext.Current.CancellationToken);

        Assert.Equal((158_436, 158_375, 61, 10), (summary.Posts, summary.Threads, summary.DoubledIds, summary.FirstDoubledIds.Count));
        Assert.Equal(["id", "source", "created_at", "title", "text"], Assert.Single(summary.Oddities.Formats).Columns);
    }

    [SlowFact]
    public async Task Topics_cut_into_what_a_server_gives_come_back_whole_and_what_is_taken_away_is_missing()
    {
        using var whole = new TemporaryFolder();
        using var cut = new TemporaryFolder();
        var taken = new SortedDictionary<long, long>(); // posts by topic
        await using (var archive = new GZipStream(File.OpenRead(SharedData.Require("data", "urho3d", "topics-json.tar.gz")), CompressionMode.Decompress))
        await using (var tar = new TarReader(archive))
        {
            while (await tar.GetNextEntryAsync(copyData: false, TestContext.Current.CancellationToken) is { } entry)
            {
                if (entry.DataStream is null)
                {
                    continue;
                }

                var topic = JsonNode.Parse(entry.DataStream)!.AsObject(); // never the JSON null
                var posts = topic["post_stream"]!["posts"]!.AsArray();
                if (posts.Count <= ServedPosts)
                {
                    continue;
                }

                var id = topic["id"]!.GetValue<long>();
                whole.Write($"{id}.json", topic.ToJsonString());
                var later = posts.Skip(ServedPosts).ToList();
                foreach (var (page, i) in later.Chunk(PageSize).Select((page, i) => (page, i)))
                {
                    foreach (var post in page)
                    {
                        posts.Remove(post);
                    }

                    cut.Write($"{id}/posts-{i}.json", new JsonObject { ["post_stream"] = new JsonObject { ["posts"] = new JsonArray(page) }, ["id"] = id }.ToJsonString());
                    taken[id] = page.Length; // of the last page
                }

                cut.Write($"{id}.json", topic.ToJsonString());
            }
        }

        var oddities = new CorpusOddities();
        var expected = (await CorpusFiles.ReadAsync(whole.Path)).OrderBy(post => post.Id, StringComparer.Ordinal).Select(Text).ToList();
        var found = (await CorpusFiles.ReadAsync(cut.Path, null, oddities)).OrderBy(post => post.Id, StringComparer.Ordinal).Select(Text).ToList();

        Assert.Equal(248, taken.Count);
        Assert.Equal(expected, found);
        Assert.Equal(0, oddities.MissingPosts);

        foreach (var id in taken.Keys)
        {
            File.Delete(Directory.EnumerateFiles(cut.File($"{id}")).OrderBy(file => file.Length).ThenBy(file => file, StringComparer.Ordinal).Last());
        }

        oddities = new CorpusOddities();
        Assert.Equal(expected.Count - taken.Values.Sum(), (await CorpusFiles.ReadAsync(cut.Path, null, oddities)).Count);
        Assert.Equal(taken.Values.Sum(), oddities.MissingPosts);
        Assert.Equal(taken, oddities.TopicsWithMissingPosts.ToDictionary(topic => topic.Topic, topic => topic.Posts));

        static string Text(Post post) => $"{post with { Tags = [] }} {string.Join(';', post.Tags)}";
    }

    [SlowFact]
    public async Task Ten_times_the_posts_take_a_few_bytes_more_each()
    {
        using var folder = new TemporaryFolder();
        var small = await MostMemoryAsync(Write("small.tar.gz", 3_000));
        var large = await MostMemoryAsync(Write("large.tar.gz", 30_000));

        TestContext.Current.TestOutputHelper?.WriteLine($"{small / 1e6:F1} MB for 30,000 posts, {large / 1e6:F1} MB for 300,000");
        Assert.InRange(large - small, long.MinValue, 12_000_000); // some 8 bytes a post, and the numbers of the last posts, of which the small one has fewer

        string Write(string name, int topics) => Archives.Write(folder, name, Enumerable.Range(1, topics).Select(topic => ($"{topic}.json", Archives.Bytes(
            $"{{\"post_stream\": {{\"posts\": [{string.Join(',', Enumerable.Range(1, 10).Select(number => $"{{\"id\": {(topic * 10) + number}, \"post_number\": {number}, \"cooked\": \"{new string('x', 500)}\"}}"))}]}}, \"id\": {topic}, \"title\": \"t\"}}"))));

        static async Task<long> MostMemoryAsync(string path)
        {
            var (posts, most) = (0L, 0L);
            await foreach (var post in CorpusReader.ReadAsync([path], new PostColumns(), null, TestContext.Current.CancellationToken))
            {
                most = ++posts % 10_000 == 0 ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true)) : most;
            }

            return most;
        }
    }

    /// <summary>What is needed of each post, and the most memory in use while reading.</summary>
    private static async Task<(List<(string Thread, string Category, bool HasTitle, bool IsReply, bool IsTagged)> Posts, long MostMemory)> ReadAsync(string path, CorpusOddities oddities)
    {
        var posts = new List<(string, string, bool, bool, bool)>();
        var most = 0L;
        await foreach (var post in CorpusReader.ReadAsync([path], new PostColumns(), oddities, TestContext.Current.CancellationToken))
        {
            posts.Add((post.ThreadId, post.Category, post.Title.Length > 0, post.ReplyTo.Length > 0, post.Tags.Count > 0));
            most = posts.Count % 2_000 == 0 ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true)) : most;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{Path.GetFileName(path)}: {posts.Count} posts, at most {most / 1e6:F0} MB");
        return (posts, most);
    }
}
