using System.CommandLine;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier predictions</c>: what is to be said of files of predictions.</summary>
internal sealed class PredictionsCommand : Command
{
    public PredictionsCommand() : base("predictions", """
        Compare files of predictions.

        Example:
          forum-classifier predictions diff july.csv august.csv
        """) => Subcommands.Add(new PredictionsDiffCommand());
}
