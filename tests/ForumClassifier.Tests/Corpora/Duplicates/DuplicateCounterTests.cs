using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Duplicates;

namespace ForumClassifier.Tests.Corpora.Duplicates;

public sealed class DuplicateCounterTests
{
    [Fact]
    public void Exact_duplicates_are_those_of_the_reference_texts()
    {
        // equal after lower case and one blank for white space, counted by Python
        var counts = Count(DuplicateGolden.Texts);

        Assert.Equal((50, 1, 9, 21), (counts.Posts, counts.WithoutText, counts.ExactGroups, counts.ExactPosts));
    }

    [Fact]
    public void Near_duplicates_are_those_whose_estimate_reaches_the_threshold()
    {
        var expected = GroupsAt(0.7);

        var counts = Count(DuplicateGolden.Texts);

        Assert.Equal(expected, (counts.NearGroups, counts.NearPosts));
    }

    [Fact]
    public void Counts_do_not_depend_on_how_many_texts_fill_a_block()
    {
        // 5,000 texts of their own, the first 4,000 twice, and each of the others once with a word more
        string Text(int i) => string.Join(' ', Enumerable.Range(0, 8).Select(j => $"{(char)('a' + (((i * 31) + (j * j * 7)) % 26))}{(i * 7919) + (j * 104729)}"));
        var texts = Enumerable.Range(0, 5000).Select(Text).ToList();

        var counts = Count([.. texts, .. texts.Take(4000).Select(text => text.ToUpperInvariant()), .. texts.Skip(4000).Select(text => text + " end")]);

        Assert.Equal(new DuplicateCounts(10000, 0, 4000, 8000, 1000, 2000), counts);
    }

    [Fact]
    public void Title_and_body_of_a_post_are_compared_together()
    {
        using var counter = new DuplicateCounter();
        counter.Add(new Post("1", "1", "", null, "How to start", "It does not start.", BodyFormat.Text));
        counter.Add(new Post("2", "2", "", null, "How to start", "<p>It does not start.</p>", BodyFormat.Html));
        counter.Add(new Post("3", "3", "", null, "", "Another matter altogether, about the logs.", BodyFormat.Text));

        Assert.Equal(new DuplicateCounts(3, 0, 1, 2, 0, 0), counter.Count(TestContext.Current.CancellationToken));
    }

    private static DuplicateCounts Count(IEnumerable<string> texts)
    {
        using var counter = new DuplicateCounter();
        foreach (var text in texts)
        {
            counter.Add(text);
        }

        return counter.Count(TestContext.Current.CancellationToken);
    }

    /// <summary>Groups of several wordings, linked by the estimates of datasketch.</summary>
    private static (long Groups, long Posts) GroupsAt(double threshold)
    {
        var pairs = DuplicateGolden.Expected("minhash_128").GetProperty("estimates_i_j").EnumerateArray()
            .Where(pair => pair[2].GetDouble() >= threshold).Select(pair => (A: pair[0].GetInt32(), B: pair[1].GetInt32())).ToList();
        var groups = Enumerable.Range(0, DuplicateGolden.Texts.Length).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (a, b) in pairs.Where(pair => groups[pair.A] != groups[pair.B]))
            {
                groups[a] = groups[b] = Math.Min(groups[a], groups[b]);
                changed = true;
            }
        }

        var mixed = groups.Select((group, i) => (group, Text: NormalizedText.Of(DuplicateGolden.Texts[i])))
            .GroupBy(member => member.group).Where(group => group.Select(member => member.Text).Distinct().Count() > 1).ToList();
        return (mixed.Count, mixed.Sum(group => group.LongCount()));
    }
}
