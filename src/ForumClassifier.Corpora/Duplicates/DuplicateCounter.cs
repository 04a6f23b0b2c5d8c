using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ForumClassifier.Core.Files;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Corpora.Duplicates;

/// <summary>Counts the duplicates of a corpus whose posts are given one at a time, titles and bodies as <see cref="PostText.Compose(Post)"/> puts them together.</summary>
/// <remarks>
/// Memory grows by at most 56 bytes a post, most of them while counting; signatures lie in temporary files, 768 bytes a post.
/// Near duplicates are met and compared by MinHash: their similarity is estimated, with a standard error of at most 0.045.
/// In a crowd of texts that meet, each is compared with its first <see cref="MostCompared"/> that differ.
/// </remarks>
public sealed class DuplicateCounter : IDisposable
{
    private const int MostCompared = 8;

    private readonly Shingles _shingles = new();
    private readonly List<ulong> _texts = [];
    private readonly List<int> _rows = []; // of the texts
    private readonly SignatureFile _signatures = new();
    private int _posts;
    private bool _isCounted;

    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public void Add(Post post) => Add(PostText.Compose(post));

    /// <param name="text">Of one post; may be empty.</param>
    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public void Add(string text)
    {
        ObjectDisposedException.ThrowIf(_isCounted, this);
        var row = _posts++;
        var normalized = NormalizedText.Of(text);
        if (normalized.Length > 0)
        {
            _rows.Add(row);
            _texts.Add(BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(MemoryMarshal.AsBytes(normalized.AsSpan()))));
            _signatures.Add(MinHash.Signature(_shingles.Of(normalized)));
        }
    }

    /// <summary>Ends the adding and counts; called once.</summary>
    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public DuplicateCounts Count(CancellationToken cancellationToken = default) => Find(cancellationToken).Counts;

    /// <summary>Ends the adding, counts, and says which post stands for which; called once.</summary>
    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public FoundDuplicates Find(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isCounted, this);
        _isCounted = true;
        _signatures.Complete();
        var sets = new DisjointSets(_texts.Count);
        var keys = _texts.ToArray();
        var items = new int[keys.Length];
        var (exactGroups, exactPosts) = (0L, 0L);
        foreach (var run in Runs(keys, items))
        {
            exactGroups++;
            exactPosts += items.AsSpan(run).Length;
            JoinAll(items.AsSpan(run), sets);
        }

        var isFirst = new bool[keys.Length]; // one text stands for its copies
        for (var i = 0; i < isFirst.Length; i++)
        {
            isFirst[i] = sets.Find(i) == i;
        }

        for (var band = 0; band < Bands.Count; band++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _signatures.ReadKeys(band, keys);
            foreach (var run in Runs(keys, items))
            {
                JoinSimilar(items.AsSpan(run), isFirst, sets);
            }
        }

        var (nearGroups, nearPosts) = CountMixed(isFirst, sets);
        var counts = new DuplicateCounts(_posts, _posts - _texts.Count, exactGroups, exactPosts, nearGroups, nearPosts);
        return new FoundDuplicates(counts, FirstRows(sets));
    }

    public void Dispose() => _signatures.Dispose();

    /// <summary>Sorts by key and finds where a key occurs several times.</summary>
    /// <param name="items">Set to the places that the keys had.</param>
    private static IEnumerable<Range> Runs(ulong[] keys, int[] items)
    {
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = i;
        }

        Array.Sort(keys, items);
        for (var (start, end) = (0, 0); start < keys.Length; start = end)
        {
            while (end < keys.Length && keys[end] == keys[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                Array.Sort(items, start, end - start); // the order within a key is not that of the texts by itself
                yield return start..end;
            }
        }
    }

    private static void JoinAll(ReadOnlySpan<int> members, DisjointSets sets)
    {
        foreach (var member in members[1..])
        {
            sets.Join(members[0], member);
        }
    }

    private void JoinSimilar(ReadOnlySpan<int> members, bool[] isFirst, DisjointSets sets)
    {
        Span<uint> signature = stackalloc uint[MinHash.Length];
        Span<uint> others = stackalloc uint[MostCompared * MinHash.Length];
        Span<int> compared = stackalloc int[MostCompared];
        var count = 0;
        foreach (var member in members)
        {
            if (!isFirst[member] || IsInSetOf(compared[..count], member, sets))
            {
                continue;
            }

            _signatures.Read(member, signature);
            var similar = 0;
            while (similar < count && MinHash.Estimate(signature, others.Slice(similar * MinHash.Length, MinHash.Length)) < DuplicateFinder.NearSimilarity)
            {
                similar++;
            }

            if (similar < count)
            {
                sets.Join(compared[similar], member);
            }
            else if (count < MostCompared)
            {
                signature.CopyTo(others.Slice(count * MinHash.Length, MinHash.Length));
                compared[count++] = member;
            }
        }
    }

    private static bool IsInSetOf(ReadOnlySpan<int> compared, int member, DisjointSets sets)
    {
        foreach (var other in compared)
        {
            if (sets.Find(other) == sets.Find(member))
            {
                return true;
            }
        }

        return false;
    }

    private int[] FirstRows(DisjointSets sets)
    {
        int[] firstRows = [.. Enumerable.Range(0, _posts)];
        for (var i = 0; i < _rows.Count; i++)
        {
            firstRows[_rows[i]] = _rows[sets.Find(i)];
        }

        return firstRows;
    }

    /// <summary>Counts the sets that hold several wordings, and their posts.</summary>
    private static (long Groups, long Posts) CountMixed(bool[] isFirst, DisjointSets sets)
    {
        var wordings = new int[isFirst.Length];
        var posts = new int[isFirst.Length];
        for (var i = 0; i < isFirst.Length; i++)
        {
            wordings[sets.Find(i)] += isFirst[i] ? 1 : 0;
            posts[sets.Find(i)]++;
        }

        var mixed = Enumerable.Range(0, isFirst.Length).Where(i => wordings[i] > 1);
        return mixed.Aggregate((Groups: 0L, Posts: 0L), (sum, i) => (sum.Groups + 1, sum.Posts + posts[i]));
    }
}
