using System.CommandLine;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier corpus</c>: what can be done with a dump before a model sees it.</summary>
internal sealed class CorpusCommand : Command
{
    public CorpusCommand() : base("corpus", """
        Look into the dump of a forum.

        Example:
          forum-classifier corpus inspect --corpus dump.tar.gz
        """)
    {
        Subcommands.Add(new CorpusInspectCommand());
    }
}
