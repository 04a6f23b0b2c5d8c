using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders;

/// <summary>Tokenized texts as tensors, padded to the longest of them.</summary>
public sealed class TokenBatch : IDisposable
{
    /// <param name="inputIds">[B, T] int64; taken over.</param>
    /// <param name="attentionMask">[B, T] bool, true where there is a token; null where nothing is padded; taken over.</param>
    /// <param name="tokenTypeIds">[B, T] int64, or null for zeros; taken over.</param>
    public TokenBatch(Tensor inputIds, Tensor? attentionMask, Tensor? tokenTypeIds = null)
    {
        ArgumentNullException.ThrowIfNull(inputIds);
        (InputIds, AttentionMask, TokenTypeIds) = (inputIds.DetachFromDisposeScope(), attentionMask?.DetachFromDisposeScope(), tokenTypeIds?.DetachFromDisposeScope());
    }

    /// <summary>[B, T] int64.</summary>
    public Tensor InputIds { get; }

    /// <summary>[B, T] bool, true where there is a token; null where nothing is padded.</summary>
    public Tensor? AttentionMask { get; }

    /// <summary>[B, T] int64, or null for zeros.</summary>
    public Tensor? TokenTypeIds { get; }

    /// <summary>Pads token ids to the longest text.</summary>
    /// <param name="texts">B lists of token ids, none empty.</param>
    public static TokenBatch Pad(IReadOnlyList<IReadOnlyList<int>> texts, int paddingId, Device device)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var longest = texts.Max(text => text.Count);
        var ids = new long[texts.Count * longest];
        var mask = new bool[ids.Length];
        Array.Fill(ids, paddingId);
        for (var row = 0; row < texts.Count; row++)
        {
            for (var column = 0; column < texts[row].Count; column++)
            {
                ids[(row * longest) + column] = texts[row][column];
                mask[(row * longest) + column] = true;
            }
        }

        var isPadded = texts.Any(text => text.Count < longest);
        return new TokenBatch(
            tensor(ids, [texts.Count, longest], device: device), // [B, T]
            isPadded ? tensor(mask, [texts.Count, longest], device: device) : null); // [B, T]
    }

    public void Dispose()
    {
        InputIds.Dispose();
        AttentionMask?.Dispose();
        TokenTypeIds?.Dispose();
    }
}
