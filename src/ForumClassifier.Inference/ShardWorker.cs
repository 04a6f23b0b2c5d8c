using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Posts;

namespace ForumClassifier.Inference;

/// <summary>What a worker brings to a shard.</summary>
/// <param name="CorpusPaths">Where it finds the corpus.</param>
/// <param name="Model">The model that it found.</param>
/// <param name="TextTemplate">The model's.</param>
/// <param name="Taxonomy">The model's; null leaves the probabilities of parents out.</param>
public sealed record ShardWorker(IReadOnlyList<string> CorpusPaths, ModelIdentity Model, TextTemplate TextTemplate, Taxonomy? Taxonomy, string ProgramVersion);
