using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;
using ForumClassifier.Core.Predictions;
using Microsoft.Data.Sqlite;

namespace ForumClassifier.Inference.Runs;

/// <summary>What a classifier said of the texts of this labelling, in a temporary database which SQLite deletes; memory holds a few megabytes of it.</summary>
/// <remarks>Texts are told apart by 128 bits of the SHA-256 of their keys (<see cref="Core.PreparedText.Key"/>); about 50 bytes and 4 for each code lie on disk for each.</remarks>
internal sealed class KnownTexts : IDisposable
{
    /// <summary>The token count of a text that was not read again.</summary>
    public const int NoTokens = 0;

    private const int HashBytes = 16;
    private const int DiskFull = 13; // SQLITE_FULL

    private readonly CodeSet _codes;
    private readonly SqliteConnection _database = new("Data Source=;Pooling=false"); // without a name it is temporary, and on disk as soon as it is large
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _add;

    /// <param name="codes">Of the classifier.</param>
    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public KnownTexts(CodeSet codes)
    {
        _codes = codes;
        _database.Open();
        Execute("PRAGMA journal_mode = OFF");
        Execute("PRAGMA cache_size = -8192"); // KiB
        Execute("CREATE TABLE texts(hash BLOB PRIMARY KEY, probabilities BLOB NOT NULL, codes BLOB NOT NULL, truncated INTEGER NOT NULL) WITHOUT ROWID");
        _find = Command("SELECT probabilities, codes, truncated FROM texts WHERE hash = $hash", "$hash");
        _add = Command("INSERT OR IGNORE INTO texts VALUES ($hash, $probabilities, $codes, $truncated)", "$hash", "$probabilities", "$codes", "$truncated");
    }

    /// <summary>What was said of a text with this key, with <see cref="NoTokens"/>; null where it is new.</summary>
    public Classification? Find(string key)
    {
        _find.Parameters["$hash"].Value = Hash(key);
        using var reader = Explain(_find.ExecuteReader);
        return reader.Read()
            ? new Classification(
                MemoryMarshal.Cast<byte, float>((byte[])reader.GetValue(0)).ToArray(),
                [.. MemoryMarshal.Cast<byte, int>((byte[])reader.GetValue(1)).ToArray().Select(code => _codes[code])],
                NoTokens,
                reader.GetBoolean(2))
            : null;
    }

    /// <exception cref="OutputException">The disk that holds temporary files is full.</exception>
    public void Add(IEnumerable<(string Key, Classification Said)> texts)
    {
        using var transaction = _database.BeginTransaction();
        _add.Transaction = transaction;
        foreach (var (key, said) in texts)
        {
            _add.Parameters["$hash"].Value = Hash(key);
            _add.Parameters["$probabilities"].Value = MemoryMarshal.AsBytes<float>(said.Probabilities.ToArray()).ToArray();
            _add.Parameters["$codes"].Value = MemoryMarshal.AsBytes<int>(said.Codes.Select(_codes.IndexOf).ToArray()).ToArray();
            _add.Parameters["$truncated"].Value = said.Truncated;
            Explain(_add.ExecuteNonQuery);
        }

        transaction.Commit();
    }

    public void Clear() => Execute("DELETE FROM texts");

    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
        _database.Dispose();
    }

    private static byte[] Hash(string key) => SHA256.HashData(MemoryMarshal.AsBytes(key.AsSpan()))[..HashBytes];

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
