using ForumClassifier.Core;

namespace ForumClassifier.Cli.Jobs;

/// <summary>A worker of a shared labelling ended with a problem that another attempt does not mend.</summary>
public sealed class WorkerException(string message) : ForumClassifierException(message);
