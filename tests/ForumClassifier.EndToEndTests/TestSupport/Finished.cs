namespace ForumClassifier.EndToEndTests.TestSupport;

/// <summary>What a program left when it ended. A program ended by signal N has the exit code 128 + N.</summary>
/// <param name="PeakMemory">Most bytes of it that were in memory at once; 0 where the system does not say.</param>
internal sealed record Finished(int ExitCode, string Output, string Error, long PeakMemory);
