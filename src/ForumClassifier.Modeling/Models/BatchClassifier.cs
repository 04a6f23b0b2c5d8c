using System.Diagnostics;
using System.Runtime.InteropServices;
using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Modeling.Tokenizers;

namespace ForumClassifier.Modeling.Models;

/// <summary>What every engine does alike around its forward pass: reads texts, cuts them into batches, and chooses codes.</summary>
/// <param name="maxTokens">Longest input.</param>
/// <param name="tokenBudget">Most tokens of a batch, padding included.</param>
/// <param name="isPadded">False where the texts of a batch lie one after the other and nothing is padded.</param>
internal sealed class BatchClassifier(ClassifierDescription description, BertTextTokenizer tokenizer, int maxTokens, int tokenBudget, bool isPadded = true)
{
    public string Name => description.Name;

    public CodeSet Codes { get; } = new(description.Codes);

    /// <summary>May be called by several threads at once.</summary>
    public PreparedText Prepare(string text)
    {
        var tokenized = tokenizer.Encode(text, maxTokens);
        return new PreparedText(KeyOf(tokenized), tokenized.Ids, tokenized.Truncated);
    }

    /// <param name="computeProbabilities">The forward pass: B lists of token ids, the longest first, to [B, C] in rows.</param>
    /// <param name="done">Told of each batch; may be null.</param>
    /// <exception cref="OperationCanceledException">Cancelled, at the end of a batch.</exception>
    public IReadOnlyList<Classification> Classify(
        IReadOnlyList<PreparedText> texts, Func<IReadOnlyList<IReadOnlyList<int>>, float[]> computeProbabilities, Action<ClassifiedBatch>? done, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var results = new Classification[texts.Count];
        foreach (var batch in TextBatches.Cut([.. texts.Select(text => text.TokenIds.Count)], tokenBudget, isPadded))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            var probabilities = computeProbabilities([.. batch.Select(index => texts[index].TokenIds)]);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            for (var row = 0; row < batch.Count; row++)
            {
                var text = texts[batch[row]];
                var ofRow = probabilities.AsSpan(row * Codes.Count, Codes.Count).ToArray();
                results[batch[row]] = new Classification(ofRow, Choose(ofRow), text.TokenIds.Count, text.Truncated);
            }

            done?.Invoke(new ClassifiedBatch(batch.Count, Computed(batch), seconds));
        }

        return results;

        // tokens, padding included; the first is the longest
        long Computed(IReadOnlyList<int> batch) =>
            isPadded ? (long)batch.Count * texts[batch[0]].TokenIds.Count : batch.Sum(index => texts[index].TokenIds.Count);
    }

    // two UTF-16 units for each token, and one more where some were cut off
    private static string KeyOf(TokenizedText text)
    {
        int[] ids = [.. text.Ids];
        return string.Concat(MemoryMarshal.Cast<int, char>(ids), text.Truncated ? "+" : "");
    }

    private string[] Choose(float[] probabilities)
    {
        if (description.Thresholds is not { } thresholds)
        {
            return [Codes[Array.IndexOf(probabilities, probabilities.Max())]];
        }

        return [.. Codes.Where((_, code) => probabilities[code] >= thresholds[code])];
    }
}
