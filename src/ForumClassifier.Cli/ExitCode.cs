namespace ForumClassifier.Cli;

/// <summary>What the process tells the shell.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int UserProblem = 1;
    public const int WrongUsage = 2;
    public const int Incomplete = 3;
    public const int Damaged = 65; // EX_DATAERR
    public const int Stopped = 75;
}
