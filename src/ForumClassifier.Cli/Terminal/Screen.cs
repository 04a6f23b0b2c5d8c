using System.Globalization;
using ForumClassifier.Analysis;
using Spectre.Console;

namespace ForumClassifier.Cli.Terminal;

/// <summary>What a command prints: results on standard output, progress and warnings on standard error.</summary>
internal sealed class Screen(TextWriter output, TextWriter error)
{
    private const int WidthOfFiles = 1000; // where the output is no terminal: no id is broken that a script may look for

    private readonly IAnsiConsole _console = Create(output, Console.IsOutputRedirected || output != Console.Out);

    public TextWriter Error { get; } = error;

    /// <summary>True where a person watches standard error.</summary>
    public bool ShowsProgressBars { get; } = !Console.IsErrorRedirected && error == Console.Error;

    public void Line(string text = "") => output.WriteLine(text);

    public void Warn(string text) => Error.WriteLine($"Warning: {text}");

    /// <summary>Says which file or folder was written.</summary>
    public void Wrote(string path) => output.WriteLine($"Wrote {path}");

    public void Table(Table table) => _console.Write(table);

    /// <summary>A table with a heading; the first column holds text, the others figures.</summary>
    public static Table NewTable(string? title, params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        if (title is not null)
        {
            table.Title(new TableTitle(Markup.Escape(title)));
        }

        for (var i = 0; i < columns.Length; i++)
        {
            var column = new TableColumn(Markup.Escape(columns[i]));
            table.AddColumn(i == 0 ? column.LeftAligned() : column.RightAligned());
        }

        return table;
    }

    public static string Shown(Estimate estimate) => estimate switch
    {
        { Value: null } => "not measured",
        { Interval: { } interval } => string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:F3} ({interval.Low:F3} to {interval.High:F3})"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:F3}"),
    };

    public static IAnsiConsole Create(TextWriter writer, bool isFile)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isFile ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = isFile ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (isFile)
        {
            console.Profile.Width = WidthOfFiles;
        }

        return console;
    }
}
