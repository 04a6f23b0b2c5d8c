using System.CommandLine;
using ForumClassifier.Cli.Commands.Codings;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier codings</c>: labelled data from and to other programs.</summary>
internal sealed class CodingsCommand : Command
{
    public CodingsCommand() : base("codings", """
        Bring codings in from spreadsheets and the tools of qualitative analysis, and out again for people to look at and change.

        Example:
          forum-classifier codings export --labeled-data labeled-data/hugging-face-forum --output codings.xlsx
        """)
    {
        Subcommands.Add(new CodingsImportCommand());
        Subcommands.Add(new CodingsExportCommand());
    }
}
