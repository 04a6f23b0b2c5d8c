namespace ForumClassifier.EndToEndTests.TestSupport;

/// <summary>What a program left when it ended. A program ended by signal N has the exit code 128 + N.</summary>
internal sealed record Finished(int ExitCode, string Output, string Error);
