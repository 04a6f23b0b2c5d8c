using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Corpora.Predictions;

/// <summary>Writes predictions row by row; the header apart, so that files of rows can be put together.</summary>
/// <remarks>Rows of Parquet are JSON Lines, of which <see cref="ParquetPredictions"/> makes the file. Probabilities have at most six decimals. A post without probabilities has empty cells, in JSON Lines nulls.</remarks>
public sealed class PredictionWriter : IDisposable
{
    private readonly Stream _stream;
    private readonly CodeSet _codes;
    private readonly RollUp? _rollUp;
    private readonly string[] _probabilityColumns; // of the codes, then of their parents
    private readonly PredictionFormat _format;
    private readonly CsvWriter? _csv;
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json;

    /// <param name="stream">Stays open.</param>
    /// <param name="rollUp">Of the same codes: the probabilities of their parents follow theirs. Null writes none.</param>
    /// <exception cref="ArgumentException">A code id holds ';', which stands between codes.</exception>
    public PredictionWriter(Stream stream, PredictionFormat format, CodeSet codes, RollUp? rollUp = null)
    {
        ArgumentNullException.ThrowIfNull(codes);
        if (codes.Any(code => code.Contains(PredictionColumns.CodeSeparator)))
        {
            throw new ArgumentException("A code id holds ';'.", nameof(codes));
        }

        _stream = stream;
        _format = format;
        _codes = codes;
        _rollUp = rollUp;
        _probabilityColumns = [.. codes.Select(code => PredictionColumns.ProbabilityPrefix + code), .. rollUp?.Parents.Select(parent => PredictionColumns.ParentPrefix + parent) ?? []];
        _csv = format == PredictionFormat.Csv ? CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true) : null;
        _json = new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>The format that the ending of an output's name asks for.</summary>
    /// <exception cref="OutputException">It is neither <c>.csv</c> nor <c>.jsonl</c>.</exception>
    public static PredictionFormat FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".csv" => PredictionFormat.Csv,
        ".jsonl" => PredictionFormat.JsonLines,
        ".parquet" => PredictionFormat.Parquet,
        _ => throw new OutputException(path, "The ending of the name does not say how to write predictions.", "Let it end in .csv, .jsonl or .parquet."),
    };

    /// <summary>The ending of the names of files of a format.</summary>
    public static string EndingOf(PredictionFormat format) => format switch
    {
        PredictionFormat.Csv => ".csv",
        PredictionFormat.JsonLines => ".jsonl",
        _ => ".parquet",
    };

    /// <summary>Writes the line of column names; JSON Lines has none, of Parquet it is a JSON array of the columns of probabilities.</summary>
    public void WriteHeader()
    {
        if (_format == PredictionFormat.Parquet)
        {
            _stream.Write(JsonSerializer.SerializeToUtf8Bytes(_probabilityColumns));
            _stream.WriteByte((byte)'\n');
        }

        if (_csv is null)
        {
            return;
        }

        string[] columns =
        [
            PredictionColumns.PostId, PredictionColumns.ThreadId, PredictionColumns.CreatedAt, PredictionColumns.Codes, PredictionColumns.Abstained,
            .. _probabilityColumns, PredictionColumns.Truncated, PredictionColumns.Model,
        ];
        foreach (var column in columns)
        {
            _csv.WriteField(column);
        }

        _csv.EndRecord();
    }

    /// <exception cref="ArgumentException">There is a probability too many or too few, or one outside [0, 1].</exception>
    public void Write(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        if ((prediction.Probabilities.Count != 0 && prediction.Probabilities.Count != _codes.Count) || !prediction.Probabilities.All(p => p is >= 0 and <= 1))
        {
            throw new ArgumentException("There must be one probability in [0, 1] for each code, or none at all.", nameof(prediction));
        }

        if (_csv is null)
        {
            WriteJson(prediction);
        }
        else
        {
            WriteCsv(_csv, prediction);
        }
    }

    public void Flush()
    {
        _csv?.Flush();
        _stream.Flush();
    }

    public void Dispose()
    {
        _csv?.Dispose();
        _json.Dispose();
    }

    private void WriteCsv(CsvWriter csv, Prediction prediction)
    {
        csv.WriteField(prediction.PostId);
        csv.WriteField(prediction.ThreadId);
        csv.WriteField(Time(prediction));
        csv.WriteField(Codes(prediction));
        csv.WriteField(prediction.Abstained ? "true" : "false");
        var probabilities = Probabilities(prediction);
        for (var i = 0; i < _probabilityColumns.Length; i++)
        {
            csv.WriteField(probabilities.Count > 0 ? Number(probabilities[i]) : "");
        }

        csv.WriteField(prediction.Truncated ? "true" : "false");
        csv.WriteField(prediction.Model);
        csv.EndRecord();
    }

    private void WriteJson(Prediction prediction)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString(PredictionColumns.PostId, prediction.PostId);
        _json.WriteString(PredictionColumns.ThreadId, prediction.ThreadId);
        _json.WriteString(PredictionColumns.CreatedAt, Time(prediction));
        _json.WriteString(PredictionColumns.Codes, Codes(prediction));
        _json.WriteBoolean(PredictionColumns.Abstained, prediction.Abstained);
        var probabilities = Probabilities(prediction);
        for (var i = 0; i < _probabilityColumns.Length; i++)
        {
            _json.WritePropertyName(_probabilityColumns[i]);
            _json.WriteRawValue(probabilities.Count > 0 ? Number(probabilities[i]) : "null");
        }

        _json.WriteBoolean(PredictionColumns.Truncated, prediction.Truncated);
        _json.WriteString(PredictionColumns.Model, prediction.Model);
        _json.WriteEndObject();
        _json.Flush();
        _stream.Write(_line.WrittenSpan);
        _stream.WriteByte((byte)'\n');
    }

    private IReadOnlyList<float> Probabilities(Prediction prediction) => _rollUp is null || prediction.Probabilities.Count == 0
        ? prediction.Probabilities
        : [.. prediction.Probabilities, .. _rollUp.Probabilities(prediction.Probabilities)];

    private static string? Time(Prediction prediction) => prediction.CreatedAt is { } time ? PostTime.Format(time) : null;

    private static string Codes(Prediction prediction) => string.Join(PredictionColumns.CodeSeparator, prediction.Codes);

    private static string Number(float probability) => Math.Round((double)probability, 6).ToString("0.######", CultureInfo.InvariantCulture);
}
