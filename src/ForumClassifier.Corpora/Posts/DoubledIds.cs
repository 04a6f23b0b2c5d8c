using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ForumClassifier.Corpora.Posts;

/// <summary>Counts the ids that several posts of a corpus have.</summary>
/// <remarks>Of each id 64 bits of a hash are kept, in 20 to 40 bytes of memory: among ten million posts one is taken for double with a chance of 3 in a million.</remarks>
public sealed class DoubledIds
{
    private const int MostShown = 10;

    private readonly HashSet<ulong> _met = [];
    private readonly HashSet<ulong> _doubled = [];
    private readonly List<string> _first = [];

    /// <summary>Ids, not posts: one that three posts have counts once.</summary>
    public long Count => _doubled.Count;

    /// <summary>The first ten of them.</summary>
    public IReadOnlyList<string> First => _first;

    public void Add(string id)
    {
        var hash = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(MemoryMarshal.AsBytes(id.AsSpan())));
        if (!_met.Add(hash) && _doubled.Add(hash) && _first.Count < MostShown)
        {
            _first.Add(id);
        }
    }
}
