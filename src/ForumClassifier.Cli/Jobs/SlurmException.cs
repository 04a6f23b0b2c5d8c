using ForumClassifier.Core;

namespace ForumClassifier.Cli.Jobs;

/// <summary>Slurm took a job not.</summary>
/// <param name="problem">What Slurm said, or that there is no Slurm.</param>
public sealed class SlurmException(string script, string problem, string remedy) : ForumClassifierException($"{script}: {problem} {remedy}");
