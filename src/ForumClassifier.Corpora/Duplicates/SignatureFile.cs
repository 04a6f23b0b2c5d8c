using System.Runtime.InteropServices;
using ForumClassifier.Core.Files;

namespace ForumClassifier.Corpora.Duplicates;

/// <summary>Signatures and the keys of their bands in two temporary files, 768 bytes a signature; memory holds two megabytes of them.</summary>
/// <remarks>Keys are written in blocks, band after band, so that one band of all signatures is read without the others. The files hold no text and go when this is disposed.</remarks>
internal sealed class SignatureFile : IDisposable
{
    private const int BlockSize = 8192;
    private const int SignatureBytes = MinHash.Length * sizeof(uint);
    private const int BandBytes = BlockSize * sizeof(ulong);

    private readonly FileStream _signatures;
    private readonly FileStream _keys;
    private readonly ulong[] _block = new ulong[Bands.Count * BlockSize];

    /// <exception cref="OutputException">The folder for temporary files cannot be written.</exception>
    public SignatureFile()
    {
        _signatures = Create();
        _keys = Create();
    }

    public int Count { get; private set; }

    /// <exception cref="OutputException">The disk is full.</exception>
    public void Add(uint[] signature)
    {
        for (var band = 0; band < Bands.Count; band++)
        {
            _block[(band * BlockSize) + (Count % BlockSize)] = Bands.Key(signature, band);
        }

        Count++;
        Write(_signatures, MemoryMarshal.AsBytes<uint>(signature));
        if (Count % BlockSize == 0)
        {
            Write(_keys, MemoryMarshal.AsBytes<ulong>(_block));
        }
    }

    /// <summary>Ends the adding; what was added can be read from now on.</summary>
    /// <exception cref="OutputException">The disk is full.</exception>
    public void Complete()
    {
        Write(_keys, MemoryMarshal.AsBytes<ulong>(_block));
        Flush(_keys);
        Flush(_signatures);
    }

    /// <summary>The keys of one band, in the order in which their signatures were added.</summary>
    /// <param name="keys">[Count]</param>
    public void ReadKeys(int band, Span<ulong> keys)
    {
        for (var start = 0; start < Count; start += BlockSize)
        {
            var part = MemoryMarshal.AsBytes(keys[start..Math.Min(start + BlockSize, Count)]);
            Fill(_keys, part, (((long)(start / BlockSize) * Bands.Count) + band) * BandBytes);
        }
    }

    /// <param name="signature">[<see cref="MinHash.Length"/>]</param>
    public void Read(int index, Span<uint> signature) => Fill(_signatures, MemoryMarshal.AsBytes(signature), (long)index * SignatureBytes);

    public void Dispose()
    {
        _signatures.Dispose();
        _keys.Dispose();
    }

    private static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WholeFile.Explain(path, e);
        }
    }

    private static void Write(FileStream file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            file.Write(bytes);
        }
        catch (IOException e)
        {
            throw WholeFile.Explain(file.Name, e);
        }
    }

    private static void Flush(FileStream file)
    {
        try
        {
            file.Flush();
        }
        catch (IOException e)
        {
            throw WholeFile.Explain(file.Name, e);
        }
    }

    private static void Fill(FileStream file, Span<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            var read = RandomAccess.Read(file.SafeFileHandle, bytes, offset);
            if (read == 0)
            {
                throw new EndOfStreamException("A temporary file is shorter than what was written to it.");
            }

            bytes = bytes[read..];
            offset += read;
        }
    }
}
