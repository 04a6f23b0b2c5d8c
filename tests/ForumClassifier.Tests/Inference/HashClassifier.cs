using System.Security.Cryptography;
using System.Text;
using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Tests.Inference;

/// <summary>Stands in for a model: its probabilities are 64ths made of a hash of the text, and a batch is 100 texts.</summary>
/// <param name="onBatch">Told before each batch how many there were.</param>
internal sealed class HashClassifier(Action<int>? onBatch = null) : ITextClassifier
{
    public const int BatchSize = 100;

    public string Name => "hash";

    public CodeSet Codes { get; } = new(["a", "b", "c"]);

    public int Calls { get; private set; }

    public int Batches { get; private set; }

    public int MostTexts { get; private set; }

    public int Texts { get; private set; }

    public bool IsDisposed { get; private set; }

    public double SecondsPerBatch { get; init; }

    /// <summary>True to read every text in capitals.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>True to divide each probability by three, so that six decimals do not hold it.</summary>
    public bool GivesThirds { get; init; }

    public PreparedText Prepare(string text) => PreparedText.Of(IgnoresCase ? text.ToUpperInvariant() : text);

    public static Classification Classify(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        float[] probabilities = [.. hash.Take(3).Select(value => value % 65 / 64f)];
        string[] codes = ["a", "b", "c"];
        return new Classification(probabilities, [.. codes.Where((_, i) => probabilities[i] >= 0.5f)], text.Length, hash[3] % 2 == 0);
    }

    public IReadOnlyList<Classification> Classify(IReadOnlyList<PreparedText> texts, Action<ClassifiedBatch>? done, CancellationToken cancellationToken)
    {
        Calls++;
        Texts += texts.Count;
        MostTexts = Math.Max(MostTexts, texts.Count);
        var results = new List<Classification>();
        foreach (var batch in texts.Chunk(BatchSize))
        {
            onBatch?.Invoke(Batches);
            cancellationToken.ThrowIfCancellationRequested();
            results.AddRange(batch.Select(text => Classify(text.Key)).Select(said => GivesThirds ? said with { Probabilities = [.. said.Probabilities.Select(p => p / 3)] } : said));
            Batches++;
            done?.Invoke(new ClassifiedBatch(batch.Length, batch.Length * batch.Max(text => text.Key.Length), SecondsPerBatch));
        }

        return results;
    }

    public void Dispose() => IsDisposed = true;
}
