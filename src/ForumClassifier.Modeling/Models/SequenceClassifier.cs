using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Encoders.Bert;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Models;

/// <summary>Encoder, pooling and head: token batches in, one logit a code out.</summary>
internal sealed class SequenceClassifier : nn.Module<TokenBatch, Tensor>
{
    [ComponentName(Name = "bert")] private readonly BertEncoder _encoder;
    [ComponentName(Name = "pooler")] private readonly BertPooler? _pooler;
    [ComponentName(Name = "classifier")] private readonly Linear _head;
    private readonly double _dropout;

    /// <summary>Build it outside any dispose scope; the weights of the encoder are still to be loaded.</summary>
    /// <param name="codeCount">C, at least 1.</param>
    public SequenceClassifier(BertConfiguration configuration, Pooling pooling, int codeCount) : base(nameof(SequenceClassifier))
    {
        _encoder = new BertEncoder(configuration);
        _pooler = pooling == Pooling.First ? new BertPooler(configuration) : null;
        _head = nn.Linear(configuration.HiddenSize, codeCount);
        _dropout = configuration.HiddenDropoutProb;
        RegisterComponents();
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        nn.init.normal_(_head.weight, 0, configuration.InitializerRange);
        nn.init.zeros_(_head.bias!); // nn.Linear has one by default
    }

    /// <summary>The linear layer from one vector a post to one logit a code.</summary>
    public Linear Head => _head;

    /// <returns>[B, C] logits, float32, in the caller's dispose scope.</returns>
    public override Tensor forward(TokenBatch batch)
    {
        using var scope = NewDisposeScope();
        var pooled = nn.functional.dropout(Embed(batch), _dropout, training); // [B, D]
        return _head.call(pooled).MoveToOuterDisposeScope();                  // [B, C]
    }

    /// <summary>One vector a post, before the head.</summary>
    /// <returns>[B, D] float32, in the caller's dispose scope.</returns>
    public Tensor Embed(TokenBatch batch)
    {
        using var scope = NewDisposeScope();
        var hidden = _encoder.call(batch); // [B, T, D]
        return (_pooler is null ? Mean(hidden, batch.AttentionMask) : _pooler.call(hidden)).MoveToOuterDisposeScope(); // [B, D]
    }

    /// <summary>The head on what a <see cref="Encoders.Fused.FusedEncoder"/> has pooled; for inference.</summary>
    /// <param name="pooled">[B, D] float32: the mean of the tokens, or the first before BERT's pooler.</param>
    /// <returns>[B, C] logits, float32, in the caller's dispose scope.</returns>
    public Tensor Classify(Tensor pooled)
    {
        using var scope = NewDisposeScope();
        var summary = _pooler is null ? pooled : _pooler.call(pooled.unsqueeze(1)); // [B, D]
        return _head.call(summary).MoveToOuterDisposeScope();                       // [B, C]
    }

    /// <summary>Chooses the type in which the encoder's linear layers compute.</summary>
    /// <param name="isFrozen">True casts their parameters once: for inference only.</param>
    public void ComputeIn(ScalarType type, bool isFrozen)
    {
        foreach (var linear in modules().OfType<MixedLinear>())
        {
            linear.ComputeIn(type, isFrozen);
        }
    }

    private static Tensor Mean(Tensor hidden, Tensor? attentionMask)
    {
        if (attentionMask is null)
        {
            return hidden.mean([1]); // [B, D]
        }

        var mask = attentionMask.unsqueeze(-1).to(hidden.dtype); // [B, T, 1]
        return (hidden * mask).sum(1) / mask.sum(1);             // [B, D]
    }
}
