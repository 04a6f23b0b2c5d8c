using System.ComponentModel.DataAnnotations;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Posts;
using ForumClassifier.Modeling.Devices;

namespace ForumClassifier.Training;

/// <summary>How to train. Written beside the weights, so every model says how it was made.</summary>
public sealed record TrainingOptions
{
    /// <summary>Name of the encoder's folder.</summary>
    public required string Encoder { get; init; }

    /// <summary>The options for an encoder and an assignment; every one can be changed.</summary>
    /// <remarks>
    /// With several codes a post the loss is a mean over many decisions that are mostly "no", and its head has as many rows of few
    /// examples: both learn faster there. Measured; see <c>records/</c>.
    /// </remarks>
    public static TrainingOptions For(string encoder, Assignment assignment)
    {
        var (rate, headFactor) = assignment == Assignment.Single ? (1e-4, 1.0) : (2e-4, 10.0);
        return new TrainingOptions { Encoder = encoder, LearningRate = rate, HeadFactor = headFactor };
    }

    [Range(1, 1000)]
    public int Epochs { get; init; } = 10;

    /// <summary>Peak learning rate of AdamW, reached at the end of the warm-up.</summary>
    [Range(1e-8, 1.0)]
    public required double LearningRate { get; init; }

    /// <summary>How many times faster than the encoder the head learns: a few hundred steps are few for weights that begin at random.</summary>
    [Range(1.0, 1000.0)]
    public required double HeadFactor { get; init; }

    /// <summary>Under single assignment, the share of a post's weight spread over all codes: codings are not certain.</summary>
    /// <remarks>Szegedy et al., CVPR 2016.</remarks>
    [Range(0.0, 0.5)]
    public double LabelSmoothing { get; init; } = 0.1;

    /// <summary>Posts in one optimizer step.</summary>
    [Range(1, 4096)]
    public int BatchSize { get; init; } = 16;

    /// <summary>Longest input in tokens, begin and end included.</summary>
    [Range(2, 8192)]
    public int MaxTokens { get; init; } = 256;

    /// <summary>How the texts of the coded posts were made; the model makes its own alike.</summary>
    public TextTemplate TextTemplate { get; init; } = TextTemplate.Default;

    /// <summary>Share of all steps in which the learning rate rises.</summary>
    [Range(0.0, 0.9)]
    public double WarmupShare { get; init; } = 0.1;

    [Range(0.0, 1.0)]
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>L2 norm to which each step's gradient is clipped.</summary>
    [Range(1e-3, 1e3)]
    public double MaxGradientNorm { get; init; } = 1.0;

    /// <summary>Epochs without a better validation macro F1 after which training ends.</summary>
    [Range(1, 1000)]
    public int Patience { get; init; } = 5;

    public ClassWeights ClassWeights { get; init; } = ClassWeights.None;

    /// <summary>Seeds the split, new weights, the order of the posts and dropout.</summary>
    public int Seed { get; init; } = 1;

    [Range(0.05, 0.5)]
    public double TestShare { get; init; } = 0.2;

    [Range(0.05, 0.5)]
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>True trains the model that is kept again on all codings, for the number of epochs that was best.</summary>
    public bool Refit { get; init; } = true;

    public Precision Precision { get; init; } = Precision.Fp32;
}
