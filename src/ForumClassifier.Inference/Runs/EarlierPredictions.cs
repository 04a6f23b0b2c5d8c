using System.Runtime.InteropServices;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Corpora.Predictions;
using Microsoft.Data.Sqlite;

namespace ForumClassifier.Inference.Runs;

/// <summary>The predictions of an earlier run by the ids of their posts, in a temporary database which SQLite deletes; memory holds a few megabytes of it.</summary>
internal sealed class EarlierPredictions : IDisposable
{
    private const int DiskFull = 13; // SQLITE_FULL
    private const int InATransaction = 100_000;

    private readonly SqliteConnection _database = new("Data Source=;Pooling=false"); // without a name it is temporary, and on disk as soon as it is large
    private readonly SqliteCommand _find;

    private EarlierPredictions()
    {
        _database.Open();
        Execute("PRAGMA journal_mode = OFF");
        Execute("PRAGMA cache_size = -8192"); // KiB
        Execute("CREATE TABLE posts(id BLOB NOT NULL, text BLOB NOT NULL, codes TEXT NOT NULL, probabilities BLOB NOT NULL, truncated INTEGER NOT NULL)");
        _find = Command("SELECT text, codes, probabilities, truncated FROM posts WHERE id = $id ORDER BY rowid LIMIT 1", "$id");
    }

    /// <summary>Different ids.</summary>
    public long Posts { get; private set; }

    /// <exception cref="RunException">The predictions are as many as the keys of the run no longer.</exception>
    /// <exception cref="Corpora.InputException">The predictions cannot be read.</exception>
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
    /// <returns>The key of its text, and what was said of it, null where it had none.</returns>
    public (byte[] Text, Classification? Said)? Find(string id)
    {
        _find.Parameters["$id"].Value = TextKeys.Hash(id).ToArray();
        using var reader = Explain(_find.ExecuteReader);
        if (!reader.Read())
        {
            return null;
        }

        var codes = reader.GetString(1);
        float[] probabilities = [.. MemoryMarshal.Cast<byte, float>((byte[])reader.GetValue(2))];
        return ((byte[])reader.GetValue(0), probabilities.Length == 0 ? null : new Classification(probabilities, codes.Length == 0 ? [] : codes.Split(';'), WindowLabeler.NoTokens, reader.GetBoolean(3)));
    }

    public void Dispose()
    {
        _find.Dispose();
        _database.Dispose();
    }

    private async Task FillAsync(EarlierRun run, CancellationToken cancellationToken)
    {
        await using var keys = new FileStream(run.KeysPath, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 1 << 16 });
        var predictions = await PredictionReader.OpenAsync(run.Predictions, cancellationToken);
        using var add = Command("INSERT INTO posts VALUES ($id, $text, $codes, $probabilities, $truncated)", "$id", "$text", "$codes", "$probabilities", "$truncated");
        var (rows, key) = (0L, new byte[TextKeys.Bytes]);
        Execute("BEGIN");
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
            Explain(add.ExecuteNonQuery);
            if (++rows % InATransaction == 0)
            {
                Execute("COMMIT");
                Execute("BEGIN");
            }
        }

        Execute("COMMIT");
        Execute("CREATE INDEX by_id ON posts(id)"); // sorted on disk, faster than one by one
        using var count = Command("SELECT COUNT(DISTINCT id) FROM posts");
        Posts = (long)Explain(count.ExecuteScalar)!; // a count is never null
    }

    private SqliteCommand Command(string text, params string[] parameters)
    {
        var command = _database.CreateCommand();
#pragma warning disable CA2100 // statements of this class
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private void Execute(string text)
    {
        using var command = Command(text);
        Explain(command.ExecuteNonQuery);
    }

    private static T Explain<T>(Func<T> execute)
    {
        try
        {
            return execute();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == DiskFull)
        {
            throw new OutputException("The folder for temporary files", "The disk is full.", "Free some space, or name another folder in the variable TMPDIR.", e);
        }
    }
}
