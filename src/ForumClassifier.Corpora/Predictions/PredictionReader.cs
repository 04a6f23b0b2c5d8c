using System.Globalization;
using System.Runtime.CompilerServices;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Predictions;

/// <summary>Reads prediction files: CSV, TSV and JSON Lines, each also compressed; columns may stand in any order and others beside them.</summary>
public static class PredictionReader
{
    /// <summary>Reads the names of the columns; the predictions are read when they are enumerated.</summary>
    /// <exception cref="InputException">The file is missing, damaged, or lacks a column; the same while enumerating, for wrong rows.</exception>
    public static async Task<PredictionFile> OpenAsync(string path, CancellationToken cancellationToken = default)
    {
        var columns = await Table.ColumnsAsync(path, cancellationToken)
            ?? throw new InputException(path, null, "The file holds no prediction.", "Expected one JSON object a line.");
        var missing = PredictionColumns.Fixed.Where(name => !columns.Has(name)).ToList();
        List<string> codes = [.. CodesOf(columns)];
        if (missing.Count > 0 || codes.Count == 0)
        {
            var problem = missing.Count > 0 ? $"There is no column '{string.Join("' and no column '", missing)}'" : "There is no column of probabilities (p_<code id>)";
            throw new InputException(path, 1, $"{problem}; there are{ShownColumns.Of(columns.Names)}.", "Name a file that 'label' has written.");
        }

        return new PredictionFile(path, new CodeSet(codes), ReadAsync(path, codes, cancellationToken));
    }

    private static IEnumerable<string> CodesOf(TableColumns columns) => columns.Names
        .Where(name => name.StartsWith(PredictionColumns.ProbabilityPrefix, StringComparison.Ordinal))
        .Select(name => name[PredictionColumns.ProbabilityPrefix.Length..]);

    private static async IAsyncEnumerable<Prediction> ReadAsync(
        string path, IReadOnlyList<string> codes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = codes.Select(code => PredictionColumns.ProbabilityPrefix + code).ToArray();
        TableColumns? known = null;
        await foreach (var row in Table.ReadAsync(path, cancellationToken))
        {
            if (!ReferenceEquals(row.Columns, known) && !CodesOf(row.Columns).Order(StringComparer.Ordinal).SequenceEqual(codes.Order(StringComparer.Ordinal)))
            {
                throw row.Error("The probabilities are of other codes than in the first row.", "Keep predictions of different models in files of their own.");
            }

            known = row.Columns;
            yield return Read(row, codes, names);
        }
    }

    private static Prediction Read(TableRow row, IReadOnlyList<string> codes, string[] names)
    {
        var id = row.Text(PredictionColumns.PostId);
        var abstained = Boolean(row, PredictionColumns.Abstained);
        var chosen = row.Text(PredictionColumns.Codes) is { Length: > 0 } text ? text.Split(PredictionColumns.CodeSeparator) : [];
        if (id.Length == 0)
        {
            throw row.Error("The id of the post is empty.", "Expected the id of a post in 'post_id'.");
        }

        if (chosen.FirstOrDefault(code => !codes.Contains(code)) is { } unknown)
        {
            throw row.Error($"The code {Shown.Name(unknown)} has no column of probabilities.", $"Expected codes of these, separated by ';': {Shown.Names([.. codes])}.");
        }

        if (abstained && chosen.Length > 0)
        {
            throw row.Error("The row has codes and says that the model abstained.", "Expected one of the two.");
        }

        return new Prediction(id, row.Text(PredictionColumns.ThreadId), Time(row), chosen, abstained, Probabilities(row, names), Boolean(row, PredictionColumns.Truncated), row.Text(PredictionColumns.Model));
    }

    private static DateTimeOffset? Time(TableRow row)
    {
        var text = row.Text(PredictionColumns.CreatedAt);
        return text.Length == 0 ? null
            : PostTime.Parse(text) ?? throw row.Error("The time in 'created_at' cannot be read.", "Expected ISO 8601, such as 2024-03-04T12:00:00Z.");
    }

    private static bool Boolean(TableRow row, string column) => row.Text(column).ToLowerInvariant() switch
    {
        "true" => true,
        "false" => false,
        _ => throw row.Error($"The value of '{column}' is neither true nor false.", "Write one of them."),
    };

    private static float[] Probabilities(TableRow row, string[] names)
    {
        var texts = Array.ConvertAll(names, row.Text);
        if (texts.All(text => text.Length == 0))
        {
            return [];
        }

        var probabilities = new float[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            if (!float.TryParse(texts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out probabilities[i]) || probabilities[i] is not (>= 0 and <= 1))
            {
                throw row.Error($"The value of {Shown.Name(names[i])} is not a probability.", "Expected a number from 0 to 1 with a decimal point, or nothing in all columns of probabilities.");
            }
        }

        return probabilities;
    }
}
