namespace ForumClassifier.Corpora.Dumps.Discourse;

/// <summary>The posts that topics list and do not hold: they must come in files of their own.</summary>
/// <remarks>Memory: one to three bytes a listed post, and some 100 a topic that is not whole.</remarks>
internal sealed class ExpectedPosts
{
    private readonly Dictionary<long, byte[]> _listed = []; // differences of the sorted ids, seven bits a byte

    /// <param name="ids">In any order.</param>
    public void Add(long topic, IEnumerable<long> ids) =>
        _listed[topic] = Pack(_listed.TryGetValue(topic, out var before) ? Unpack(before).Union(ids) : ids.Distinct());

    public bool Has(long topic) => _listed.ContainsKey(topic);

    /// <summary>The topics of which posts are missing, in the order of their ids.</summary>
    public IEnumerable<MissingPosts> Missing(SeenPosts seen) => _listed
        .OrderBy(entry => entry.Key)
        .Select(entry => new MissingPosts(entry.Key, Unpack(entry.Value).LongCount(id => !seen.Has(id))))
        .Where(topic => topic.Posts > 0);

    private static byte[] Pack(IEnumerable<long> ids)
    {
        var packed = new MemoryStream();
        using var writer = new BinaryWriter(packed);
        var last = 0L;
        foreach (var id in ids.Order())
        {
            writer.Write7BitEncodedInt64(id - last);
            last = id;
        }

        return packed.ToArray();
    }

    private static IEnumerable<long> Unpack(byte[] packed)
    {
        using var reader = new BinaryReader(new MemoryStream(packed));
        var last = 0L;
        while (reader.BaseStream.Position < packed.Length)
        {
            last += reader.Read7BitEncodedInt64();
            yield return last;
        }
    }
}
