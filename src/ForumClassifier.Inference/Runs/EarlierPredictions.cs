using System.Collections;
using System.Runtime.InteropServices;
using ForumClassifier.Core.Files;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Predictions;
using Microsoft.Data.Sqlite;

namespace ForumClassifier.Inference.Runs;

/// <summary>The predictions of an earlier run by the ids of their posts, in a temporary database which SQLite deletes; memory holds a few megabytes of it, and a bit a post.</summary>
internal sealed class EarlierPredictions : IDisposable
{
    private readonly TemporaryDatabase _database = new("CREATE TABLE posts(id BLOB NOT NULL, text BLOB NOT NULL, codes TEXT NOT NULL, probabilities BLOB NOT NULL, truncated INTEGER NOT NULL)");
    private readonly SqliteCommand _find;

    private EarlierPredictions() => _find = _database.Prepare("SELECT text, codes, probabilities, truncated, rowid FROM posts WHERE id = $id ORDER BY rowid LIMIT 1", "$id");

    private BitArray _met = new(0); // by row

    /// <summary>Different ids.</summary>
    public long Posts { get; private set; }

    /// <summary>Those of them that were found so far.</summary>
    public long Met { get; private set; }

    /// <exception cref="RunException">The predictions are as many as the keys of the run no longer.</exception>
    /// <exception cref="InputException">The predictions cannot be read.</exception>
    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public static async Task<EarlierPredictions> LoadAsync(EarlierRun run, CancellationToken cancellationToken)
    {
        var all = new EarlierPredictions();
        try
        {
            await all.FillAsync(run, cancellationToken);
            return all;
        }
        catch
        {
            all.Dispose();
            throw;
        }
    }

    /// <summary>What the earlier run knew of a post; null where it did not have it.</summary>
    /// <returns>The key of its text, what was said of it, null where it had none, and whether it is found for the first time.</returns>
    public (byte[] Text, Classification? Said, bool IsFirst)? Find(string id)
    {
        _find.Parameters["$id"].Value = TextKeys.Hash(id).ToArray();
        using var reader = TemporaryDatabase.Run(_find.ExecuteReader);
        if (!reader.Read())
        {
            return null;
        }

        var row = (int)reader.GetInt64(4) - 1; // they count from 1
        var isFirst = !_met[row];
        _met[row] = true;
        Met += isFirst ? 1 : 0;
        var codes = reader.GetString(1);
        float[] probabilities = [.. MemoryMarshal.Cast<byte, float>((byte[])reader.GetValue(2))];
        var said = probabilities.Length == 0 ? null : new Classification(probabilities, codes.Length == 0 ? [] : codes.Split(';'), WindowLabeler.NoTokens, reader.GetBoolean(3));
        return ((byte[])reader.GetValue(0), said, isFirst);
    }

    public void Dispose() => _database.Dispose();

    private async Task FillAsync(EarlierRun run, CancellationToken cancellationToken)
    {
        await using var keys = new FileStream(run.KeysPath, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 1 << 16 });
        var predictions = await PredictionReader.OpenAsync(run.Predictions, cancellationToken);
        var add = _database.Prepare("INSERT INTO posts VALUES ($id, $text, $codes, $probabilities, $truncated)", "$id", "$text", "$codes", "$probabilities", "$truncated");
        var (key, rows) = (new byte[TextKeys.Bytes], 0);
        await foreach (var prediction in predictions.Predictions)
        {
            if (keys.ReadAtLeast(key, key.Length, throwOnEndOfStream: false) < key.Length)
            {
                throw new RunException(run.Folder, "The run has more predictions than keys.", "Label the corpus without an earlier run.");
            }

            add.Parameters["$id"].Value = TextKeys.Hash(prediction.PostId).ToArray();
            add.Parameters["$text"].Value = key;
            add.Parameters["$codes"].Value = string.Join(';', prediction.Codes);
            add.Parameters["$probabilities"].Value = MemoryMarshal.AsBytes<float>(prediction.Probabilities.ToArray()).ToArray();
            add.Parameters["$truncated"].Value = prediction.Truncated;
            TemporaryDatabase.Run(add.ExecuteNonQuery);
            rows++;
        }

        _met = new BitArray(rows);
        _database.Execute("CREATE INDEX by_id ON posts(id)"); // sorted on disk, faster than one by one
        Posts = (long)TemporaryDatabase.Run(_database.Prepare("SELECT COUNT(DISTINCT id) FROM posts").ExecuteScalar)!; // a count is never null
    }
}
