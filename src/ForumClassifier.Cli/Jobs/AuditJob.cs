using System.Globalization;
using System.Text;
using CsvHelper;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;
using ForumClassifier.Corpora.Audits;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Training;
using ForumClassifier.Training.Splits;
using Spectre.Console;

namespace ForumClassifier.Cli.Jobs;

/// <summary>What <c>audit</c> is asked to do.</summary>
/// <param name="Output">Folder for the report as files, or null.</param>
internal sealed record AuditRequest(string LabeledData, string? Output, PostColumns Columns, string? Taxonomy, bool Overwrite, bool Json);

/// <summary>Labelled data to a report of what is odd about them.</summary>
internal static class AuditJob
{
    private const int MostShown = 10;

    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static async Task RunAsync(AuditRequest request, Screen screen, CancellationToken cancellationToken)
    {
        var folder = request.Output is null ? null : new WholeFolder(request.Output, request.Overwrite);
        var report = await LabelledDataAudit.RunAsync(request.LabeledData, request.Columns, request.Taxonomy, Split, cancellationToken);
        folder?.Write(partial =>
        {
            WholeFile.WriteText(Path.Combine(partial, "audit.md"), Markdown(request.LabeledData, report));
            WholeFile.Write(Path.Combine(partial, "findings.csv"), stream => WriteCsv(stream, report));
        });
        if (request.Json)
        {
            screen.Line(JsonText.Of(report));
            return;
        }

        Print(report, screen);
        if (request.Output is not null)
        {
            screen.Wrote(Path.Combine(request.Output, "audit.md"));
            screen.Wrote(Path.Combine(request.Output, "findings.csv"));
        }
    }

    /// <summary>The parts that <c>train</c> makes with its defaults.</summary>
    private static (IReadOnlyDictionary<string, string>? Parts, string Reason) Split(IReadOnlyList<CodedText> texts)
    {
        var defaults = TrainingOptions.For(ProgramFiles.DefaultEncoder, Assignment.Single);
        try
        {
            var split = DataSplit.Make(texts, defaults.TestShare, defaults.ValidationShare, defaults.Seed);
            return (new[] { (split.Training, "training"), (split.Validation, "validation"), (split.Test, "test") }
                .SelectMany(part => part.Item1.Select(text => (text.PostId, Part: part.Item2))).ToDictionary(part => part.PostId, part => part.Part, StringComparer.Ordinal), "");
        }
        catch (SplitException e)
        {
            return (null, e.Message);
        }
    }

    private static void Print(AuditReport report, Screen screen)
    {
        screen.Line(Heading(report));
        var table = Screen.NewTable(null, "check", "found");
        foreach (var check in report.Checks)
        {
            table.AddRow(Markup.Escape(check.Name), check.Count.ToString(CultureInfo.InvariantCulture));
        }

        screen.Table(table);
        foreach (var check in report.Findings.GroupBy(finding => finding.Check))
        {
            screen.Line($"{check.Key}:");
            foreach (var finding in check.Take(MostShown))
            {
                screen.Line($"  {finding.Place}: {finding.Text}");
            }

            if (check.Count() > MostShown)
            {
                screen.Line(FormattableString.Invariant($"  ... and {check.Count() - MostShown} more."));
            }
        }

        foreach (var pair in report.Pairs)
        {
            screen.Line(FormattableString.Invariant($"{pair.First} and {pair.Second}: the same codes on {pair.Equal} of {pair.Posts} posts ({pair.PercentAgreement:F1} %)"));
        }
    }

    private static string Heading(AuditReport report) => FormattableString.Invariant(
        $"{Count(report.Findings.Count, "finding")} in {Count(report.Posts, "post")}, {report.CodedPosts} of them coded, {Count(report.Codings, "coding")}, {Count(report.Passages, "passage")}; taxonomy {report.Taxonomy}, version {report.TaxonomyVersion}, {report.Assignment.ToString().ToLowerInvariant()}.");

    private static string Count(long number, string what) => FormattableString.Invariant($"{number} {what}{(number == 1 ? "" : "s")}");

    private static string Markdown(string path, AuditReport report)
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        void Table(string head, IEnumerable<string[]> rows)
        {
            Line(head);
            Line("|" + string.Concat(Enumerable.Repeat(" --- |", head.Count(c => c == '|') - 1)));
            foreach (var row in rows)
            {
                Line($"| {string.Join(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ")))} |");
            }

            Line();
        }

        Line($"# Audit of {Path.GetFileName(Path.TrimEndingDirectorySeparator(path))}");
        Line();
        Line(Heading(report));
        Line();
        Table("| check | found |", report.Checks.Select(check => (string[])[check.Name, check.Count.ToString(CultureInfo.InvariantCulture)]));
        if (report.Pairs.Count > 0)
        {
            Line("## Coders");
            Line();
            Table("| coder | coder | posts | same codes | percent |", report.Pairs.Select(pair => (string[])[pair.First, pair.Second, $"{pair.Posts}", $"{pair.Equal}", pair.PercentAgreement.ToString("F1", CultureInfo.InvariantCulture)]));
            Table("| code | posts of several coders | disputed |", report.Disputes.Select(dispute => (string[])[dispute.Code, $"{dispute.Posts}", $"{dispute.Disputed}"]));
        }

        foreach (var check in report.Findings.GroupBy(finding => finding.Check))
        {
            Line($"## {char.ToUpperInvariant(check.Key[0])}{check.Key[1..]}");
            Line();
            Table("| where | what |", check.Select(finding => (string[])[finding.Place, finding.Text]));
        }

        Line("## Codes");
        Line();
        Table("| code | posts |", report.Codes.Select(code => (string[])[code.Name, $"{code.Count}"]));
        return text.ToString();
    }

    private static void WriteCsv(Stream stream, AuditReport report)
    {
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        foreach (var row in report.Findings.Select(finding => (string[])[finding.Check, finding.Place, finding.Text]).Prepend(["check", "place", "text"]))
        {
            foreach (var field in row)
            {
                csv.WriteField(field);
            }

            csv.EndRecord();
        }
    }
}
