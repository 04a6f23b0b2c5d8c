using System.Diagnostics;
using ForumClassifier.Corpora.Duplicates;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Duplicates;

public sealed class RealDuplicatesTests
{
    /// <summary>The exact ones were counted with a Python dictionary of the texts in lower case, white space made one blank.</summary>
    [SlowFact]
    public async Task Technical_forum_has_as_many_exact_duplicates_as_a_dictionary_counts()
    {
        var counts = await CountAsync(new PostColumns { TextColumns = ["title", "text"] }, "corpora", "technical-forum.jsonl.gz");

        Assert.Equal((158_436, 0, 437, 3832), (counts.Posts, counts.WithoutText, counts.ExactGroups, counts.ExactPosts));
        Assert.True(counts.NearPosts > 0);
    }

    /// <summary>Of a corpus that fits in memory the groups are found by exact similarity too; the estimate may err on some near the threshold.</summary>
    [SlowFact]
    public async Task The_two_ways_of_finding_them_agree_on_dumps()
    {
        string[][] paths = [["urho3d", "topics-json.tar.gz"], ["delving-bitcoin", "posts-json.tar.gz"], .. Directory.GetFiles(SharedData.Require("data", "stackexchange"), "*.xml*").Select(path => new[] { "stackexchange", Path.GetFileName(path) })];
        foreach (var path in paths)
        {
            var counts = await CountAsync(new PostColumns(), path);
            var texts = await CorpusReader.ReadAsync([SharedData.Require(["data", .. path])], new PostColumns(), new CorpusOddities(), TestContext.Current.CancellationToken).Select(PostText.Compose).ToListAsync(TestContext.Current.CancellationToken);
            var groups = DuplicateFinder.Find(texts);
            var near = groups.Where(group => !group.IsExact).Sum(group => (long)group.Members.Count);
            TestContext.Current.TestOutputHelper?.WriteLine($"  in memory: {groups.Count(group => !group.IsExact)} groups, {near} posts");

            var wordings = texts.Select(NormalizedText.Of).Where(text => text.Length > 0).GroupBy(text => text).Where(group => group.Count() > 1).ToList();
            Assert.Equal((texts.Count, wordings.Count, wordings.Sum(group => group.Count())), (counts.Posts, counts.ExactGroups, counts.ExactPosts));
            Assert.InRange(counts.NearPosts, (0.9 * near) - 5, (1.1 * near) + 5);
        }
    }

    private static async Task<DuplicateCounts> CountAsync(PostColumns columns, params string[] path)
    {
        var (watch, memory, posts) = (Stopwatch.StartNew(), 0L, 0);
        using var counter = new DuplicateCounter();
        await foreach (var post in CorpusReader.ReadAsync([SharedData.Require(["data", .. path])], columns, new CorpusOddities(), TestContext.Current.CancellationToken))
        {
            counter.Add(post);
            memory = ++posts % 20_000 == 0 ? Math.Max(memory, GC.GetTotalMemory(forceFullCollection: true)) : memory;
        }

        var added = watch.Elapsed.TotalSeconds;
        var counts = counter.Count(TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine($"{string.Join('/', path)}: {counts}, {watch.Elapsed.TotalSeconds:F1} s ({added:F1} s to add), {Math.Max(memory, GC.GetTotalMemory(forceFullCollection: true)) / 1e6:F0} MB");
        return counts;
    }
}
