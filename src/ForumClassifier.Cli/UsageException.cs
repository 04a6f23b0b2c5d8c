using ForumClassifier.Core;

namespace ForumClassifier.Cli;

/// <summary>The command was called with options that do not fit.</summary>
public sealed class UsageException(string message) : ForumClassifierException(message);
