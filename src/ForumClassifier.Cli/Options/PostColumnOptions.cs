using System.CommandLine;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Dumps;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Cli.Options;

/// <summary>The options that say which columns of a file hold what.</summary>
internal sealed class PostColumnOptions
{
    private readonly Option<string?> _table = new("--table") { Description = "Table of a SQLite file, or sheet of an Excel file, that has several." };
    private readonly Option<string?> _id = new("--id-column") { Description = "Column of the post's id. Default: id, else the row number." };
    private readonly Option<string[]> _text = new("--text-column") { Description = "Column of the text; repeat it for title and body. Default: title and body.", AllowMultipleArgumentsPerToken = false };
    private readonly Option<string?> _time = new("--time-column") { Description = "Column of the time of writing. Default: created_at." };
    private readonly Option<string?> _thread = new("--thread-column") { Description = "Column of the thread. Default: thread_id, else each post is its own thread." };
    private readonly Option<BodyFormat?> _format = new("--body-format") { Description = "How bodies are written: text, markdown, html or bbcode. Default: the column body_format, else text." };
    private readonly Option<string?> _label = new("--label-column") { Description = "Column of the codes, where posts and codes are in one file." };
    private readonly Option<string?> _separator = new("--label-separator") { Description = "What stands between several codes in that column, such as ';'." };
    private readonly Option<string> _emptyLabel = new Option<string>("--empty-label") { Description = "What an empty label cell means: uncoded or none (none of the codes).", DefaultValueFactory = _ => "uncoded" }.AcceptOnlyFromAmong("uncoded", "none");
    private readonly Option<string> _dumpFormat = new Option<string>("--format") { Description = "What the files are. Default: each is recognised.", DefaultValueFactory = _ => DumpFormatName.Auto }.AcceptOnlyFromAmong([.. DumpFormatName.All]);
    private readonly bool _hasLabels;

    /// <param name="hasLabels">True adds the options of the label column, false those of a dump.</param>
    public PostColumnOptions(Command command, bool hasLabels)
    {
        _hasLabels = hasLabels;
        foreach (var option in (Option[])[_table, _id, _text, _time, _thread, _format])
        {
            command.Options.Add(option);
        }

        foreach (var option in hasLabels ? (Option[])[_label, _separator, _emptyLabel] : [_dumpFormat])
        {
            command.Options.Add(option);
        }
    }

    public PostColumns Read(ParseResult args) => new()
    {
        Table = args.GetValue(_table),
        IdColumn = args.GetValue(_id),
        TextColumns = args.GetValue(_text) ?? [],
        TimeColumn = args.GetValue(_time),
        ThreadColumn = args.GetValue(_thread),
        BodyFormat = args.GetValue(_format),
        Format = _hasLabels ? null : DumpFormatName.Parse(args.GetRequiredValue(_dumpFormat)),
        LabelColumn = _hasLabels ? args.GetValue(_label) : null,
        LabelSeparator = _hasLabels ? args.GetValue(_separator) : null,
        EmptyLabelIsNone = _hasLabels && args.GetValue(_emptyLabel) == "none",
    };
}
