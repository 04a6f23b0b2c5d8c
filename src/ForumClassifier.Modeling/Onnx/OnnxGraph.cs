using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace ForumClassifier.Modeling.Onnx;

/// <summary>A graph in the making: weights, and nodes in the order in which they compute.</summary>
/// <remarks>IR version 10; operators of opset 21 and those of ONNX Runtime's own domain, <see cref="Microsoft"/>.</remarks>
internal sealed class OnnxGraph
{
    /// <summary>The domain of ONNX Runtime's own operators.</summary>
    public const string Microsoft = "com.microsoft";

    /// <summary>An input of a node that is left out.</summary>
    public const string None = "";

    private const long IrVersion = 10;
    private const long Opset = 21;

    private readonly GraphProto _graph = new() { Name = "classifier" };

    /// <summary>Bytes of all weights; a model of 2 GiB or more cannot be written.</summary>
    public long WeightBytes { get; private set; }

    /// <param name="shape">Lengths, or names of those that differ from batch to batch.</param>
    public void AddInput(string name, DataType type, params string[] shape) => _graph.Input.Add(Describe(name, type, shape));

    /// <summary>Makes the result of a node one of the graph.</summary>
    public void AddOutput(string name, DataType type, params string[] shape) => _graph.Output.Add(Describe(name, type, shape));

    /// <param name="values">Row by row; not to be changed afterwards.</param>
    /// <returns>The name.</returns>
    public string AddWeight(string name, float[] values, params long[] shape) => AddWeight(name, DataType.Float, MemoryMarshal.AsBytes<float>(values), shape);

    /// <param name="values">Row by row; not to be changed afterwards.</param>
    /// <returns>The name.</returns>
    public string AddWeight(string name, sbyte[] values, params long[] shape) => AddWeight(name, DataType.Int8, MemoryMarshal.AsBytes<sbyte>(values), shape);

    /// <summary>Adds a node with one result.</summary>
    /// <param name="inputs">Names of weights, inputs and results.</param>
    /// <returns>The name of the result, which is that of the node.</returns>
    public string Add(string operation, string domain, string name, IEnumerable<string> inputs, params AttributeProto[] attributes)
    {
        AddNode(operation, domain, name, inputs, [name], attributes);
        return name;
    }

    /// <summary>Adds a node with several results.</summary>
    public void AddNode(string operation, string domain, string name, IEnumerable<string> inputs, IEnumerable<string> results, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = operation, Domain = domain, Name = name };
        node.Input.Add(inputs);
        node.Output.Add(results);
        node.Attribute.Add(attributes);
        _graph.Node.Add(node);
    }

    public static AttributeProto Attribute(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    public static AttributeProto Attribute(string name, float value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value };

    /// <summary>A whole model, as a file would hold it.</summary>
    public byte[] ToBytes()
    {
        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "forum-classifier", Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = Opset });
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = Microsoft, Version = 1 });
        return model.ToByteArray();
    }

    private string AddWeight(string name, DataType type, ReadOnlySpan<byte> values, long[] shape)
    {
        var weight = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(values) };
        weight.Dims.Add(shape);
        _graph.Initializer.Add(weight);
        WeightBytes += values.Length;
        return name;
    }

    private static ValueInfoProto Describe(string name, DataType type, string[] shape)
    {
        var dimensions = new TensorShapeProto();
        dimensions.Dim.Add(shape.Select(length => new TensorShapeProto.Types.Dimension { DimParam = length }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = dimensions } } };
    }
}
