using System.CommandLine;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier corpus</c>: what is in a dump, and dumps in other formats.</summary>
internal sealed class CorpusCommand : Command
{
    public CorpusCommand() : base("corpus", """
        Look into a dump of a forum, or write it in another format.

        Example:
          forum-classifier corpus inspect --corpus dump.tar.gz
          forum-classifier corpus convert --corpus dump.json --output posts.csv
        """)
    {
        Subcommands.Add(new CorpusInspectCommand());
        Subcommands.Add(new CorpusConvertCommand());
    }
}
