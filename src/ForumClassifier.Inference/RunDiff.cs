using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Codings.Changes;
using ForumClassifier.Core.Files;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Predictions;
using ForumClassifier.Inference.Runs;

namespace ForumClassifier.Inference;

/// <summary>Splits the difference between the predictions of two runs by its reasons: posts, texts, model, taxonomy.</summary>
public static class RunDiff
{
    /// <summary>Joins the runs by the ids of their posts, on disk. Of several posts with one id the first of either run are compared; the others count as gone, or as new.</summary>
    /// <param name="taxonomy">Its ledger tells what became of codes of either run; null where each code is itself.</param>
    /// <exception cref="RunException">Predictions or keys are not what their run wrote, or their codes are not those of the taxonomy.</exception>
    /// <exception cref="InputException">Predictions cannot be read.</exception>
    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public static async Task<PredictionsDiff> CompareAsync(EarlierRun old, EarlierRun later, Taxonomy? taxonomy, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(later);
        await old.RequireWholeAsync(cancellationToken);
        await later.RequireWholeAsync(cancellationToken);
        var (oldFile, newFile) = (await PredictionReader.OpenAsync(old.Predictions, cancellationToken), await PredictionReader.OpenAsync(later.Predictions, cancellationToken));
        var tally = new DiffTally(oldFile.Codes, newFile.Codes, Successors(old, oldFile.Codes, taxonomy), Successors(later, newFile.Codes, taxonomy));
        await foreach (var prediction in oldFile.Predictions.WithCancellation(cancellationToken))
        {
            tally.CountOld(prediction.Codes);
        }

        using var earlier = await EarlierPredictions.LoadAsync(old, cancellationToken);
        await using var keys = new FileStream(later.KeysPath, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 1 << 16 });
        var key = new byte[TextKeys.Bytes];
        await foreach (var prediction in newFile.Predictions.WithCancellation(cancellationToken))
        {
            keys.ReadAtLeast(key, key.Length, throwOnEndOfStream: false);
            if (earlier.Find(prediction.PostId) is (var text, var said, IsFirst: true))
            {
                tally.CountBoth(said?.Codes ?? [], prediction.Codes, key.AsSpan().SequenceEqual(text));
            }
            else
            {
                tally.CountNew(prediction.Codes);
            }
        }

        return tally.ToDiff([.. old.Record.Plan.DifferencesInPredictions(later.Record.Plan, "the earlier run", "the later one")]);
    }

    // what each code of a run is called today; null where nothing took its place for certain
    private static Dictionary<string, string?> Successors(EarlierRun run, CodeSet codes, Taxonomy? taxonomy)
    {
        if (taxonomy is null)
        {
            return codes.ToDictionary(code => code, string? (code) => code, StringComparer.Ordinal);
        }

        var version = Ledger.VersionWith(taxonomy, [.. codes]) ?? throw new RunException(
            run.Predictions,
            FormattableString.Invariant($"No version of the taxonomy {taxonomy.Name} had all codes of these predictions."),
            "Give the taxonomy that the model was trained with, or a newer version whose ledger knows them.");
        var walk = Crosswalk.Between(taxonomy, version);
        return codes.ToDictionary(code => code, code => walk.Find(code)!.Successor, StringComparer.Ordinal); // the version has all codes
    }
}
