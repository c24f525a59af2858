<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AccuracyChange</name>
    <message>
        <source>The accuracy is measured in the background after each change.</source>
        <translation>每次更改后都会在后台测量准确率。</translation>
    </message>
    <message>
        <source>Of {count} digits, {lost} are newly misread and {won} newly correct.</source>
        <translation>在 {count} 个数字中，新认错 {lost} 个，新认对 {won} 个。</translation>
    </message>
    <message>
        <source>Classifying the test digits…</source>
        <translation>正在识别测试数字……</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>清空(&amp;L)</translation>
    </message>
    <message>
        <source>P&amp;en</source>
        <translation>笔(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>模型库(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;About digitpad</source>
        <translation>关于 digitpad(&amp;A)</translation>
    </message>
    <message>
        <source>Train…</source>
        <translation>训练…</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>Mark &amp;As</source>
        <translation>标记为(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Save As…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Copy Drawing</source>
        <translation>复制图形(&amp;C)</translation>
    </message>
    <message>
        <source>Copy &amp;Answer</source>
        <translation>复制答案(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Paste Picture</source>
        <translation>粘贴图片(&amp;P)</translation>
    </message>
    <message>
        <source>Era&amp;ser</source>
        <translation>橡皮(&amp;S)</translation>
    </message>
    <message>
        <source>Thi&amp;nner Pen</source>
        <translation>细一点的笔(&amp;N)</translation>
    </message>
    <message>
        <source>Thic&amp;ker Pen</source>
        <translation>粗一点的笔(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Undo Last Correction</source>
        <translation>撤销上次更正(&amp;U)</translation>
    </message>
    <message>
        <source>My &amp;Samples…</source>
        <translation>我的样本(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Record Samples…</source>
        <translation>录制样本(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;One Digit Only</source>
        <translation>只认一位数字(&amp;O)</translation>
    </message>
    <message>
        <source>Show &amp;Processing Steps</source>
        <translation>显示处理步骤(&amp;P)</translation>
    </message>
    <message>
        <source>Draw with &amp;Keyboard</source>
        <translation>用键盘书写(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Compare Models…</source>
        <translation>比较模型(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Inspect Model…</source>
        <translation>查看模型(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Train Model…</source>
        <translation>训练模型(&amp;T)…</translation>
    </message>
    <message>
        <source>Pre&amp;ferences…</source>
        <translation>首选项(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Not a Digit</source>
        <translation>不是数字(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>指南(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;What Is This?</source>
        <translation>这是什么(&amp;W)？</translation>
    </message>
    <message>
        <source>&amp;Lessons…</source>
        <translation>课程(&amp;L)…</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>训练模型</translation>
    </message>
    <message>
        <source>&amp;Quick Tour</source>
        <translation>快速导览(&amp;Q)</translation>
    </message>
</context>
<context>
    <name>ActivationsPage</name>
    <message>
        <source>All layers (picture)…</source>
        <translation>所有层（图片）…</translation>
    </message>
    <message>
        <source>Output of each layer</source>
        <translation>每一层的输出</translation>
    </message>
    <message>
        <source>Selected feature map…</source>
        <translation>所选特征图…</translation>
    </message>
    <message>
        <source>Output of {layer} (numbers)…</source>
        <translation>{layer}的输出（数值）…</translation>
    </message>
    <message>
        <source>Draw a digit on the pad to see the activations of each layer.</source>
        <translation>在手写板上写一个数字，查看各层的激活。</translation>
    </message>
    <message>
        <source>The activations of each layer for your drawing: orange is positive, blue negative. Point at a map to see how a value is computed, click to pin it, or press Play.</source>
        <translation>各层对您所写图形的激活：橙色为正，蓝色为负。指向某个图可查看数值的计算方式，点击可将其固定，也可以按“播放”。</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>No answer yet</source>
        <translation>还没有答案</translation>
    </message>
    <message>
        <source>Not a digit</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>Answer: {digit}, {caption}</source>
        <translation>答案：{digit}，{caption}</translation>
    </message>
    <message>
        <source>Closest digit: {digit}</source>
        <translation>最接近的数字：{digit}</translation>
    </message>
    <message>
        <source>Some parts are not digits</source>
        <translation>部分内容不是数字</translation>
    </message>
    <message>
        <source>Click a digit to show its probabilities</source>
        <translation>点击一个数字，查看它的概率</translation>
    </message>
    <message>
        <source>Confidence {percent}</source>
        <translation>置信度 {percent}</translation>
    </message>
</context>
<context>
    <name>AnswerPanel</name>
    <message>
        <source>Model input</source>
        <translation>模型输入</translation>
    </message>
</context>
<context>
    <name>ArchitecturePage</name>
    <message>
        <source>  =  {count} numbers</source>
        <translation>  =  {count} 个数</translation>
    </message>
    <message>
        <source>The layers of the model with their output for your drawing, shapes and parameters.</source>
        <translation>模型的各层，及其对您所写图形的输出、形状和参数。</translation>
    </message>
    <message>
        <source>Accuracy on the MNIST test set: {share}.</source>
        <translation>MNIST 测试集上的准确率：{share}。</translation>
    </message>
    <message>
        <source>Parameters by layer</source>
        <translation>各层参数</translation>
    </message>
    <message>
        <source>Show &amp;weights</source>
        <translation>显示权重(&amp;W)</translation>
    </message>
    <message>
        <source>Show &amp;activations</source>
        <translation>显示激活(&amp;A)</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Multiplications per image</source>
        <translation>每张图片的乘法次数</translation>
    </message>
    <message>
        <source>Receptive field</source>
        <translation>感受野</translation>
    </message>
    <message>
        <source>{count} parameters in total.</source>
        <translation>共 {count} 个参数。</translation>
    </message>
</context>
<context>
    <name>ArithmeticPanel</name>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>× Weights</source>
        <translation>× 权重</translation>
    </message>
    <message>
        <source>= Products</source>
        <translation>= 乘积</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Maximum of {count} values</source>
        <translation>{count} 个值中的最大值</translation>
    </message>
    <message>
        <source>Sum of {count} products</source>
        <translation>{count} 个乘积之和</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Sum of the other {count} channels</source>
        <translation>其余 {count} 个通道之和</translation>
    </message>
    <message>
        <source>All {count} channels</source>
        <translation>全部 {count} 个通道</translation>
    </message>
    <message>
        <source>In the cell&apos;s histogram</source>
        <translation>单元直方图中的值</translation>
    </message>
    <message>
        <source>Length of the block</source>
        <translation>块的长度</translation>
    </message>
    <message>
        <source>Sum of {count} squares, d²</source>
        <translation>{count} 个平方之和 d²</translation>
    </message>
    <message>
        <source>Histograms</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>= Normalized</source>
        <translation>= 归一化</translation>
    </message>
    <message>
        <source>× Component</source>
        <translation>× 主成分</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>− Landmark</source>
        <translation>− 地标点</translation>
    </message>
    <message>
        <source>Squared</source>
        <translation>平方</translation>
    </message>
    <message>
        <source>× 1 / length</source>
        <translation>× 1 / 长度</translation>
    </message>
    <message>
        <source>Input − mean</source>
        <translation>输入 − 均值</translation>
    </message>
    <message>
        <source>Channel {number}</source>
        <translation>通道 {number}</translation>
    </message>
</context>
<context>
    <name>AugmentationEditor</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>slight</source>
        <translation>轻微</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>强烈</translation>
    </message>
    <message>
        <source>Individual transformations</source>
        <translation>各项变换</translation>
    </message>
    <message>
        <source>custom</source>
        <translation>自定义</translation>
    </message>
</context>
<context>
    <name>AugmentedPreview</name>
    <message>
        <source>Sixteen digits with the chosen augmentation; click to show others</source>
        <translation>十六个按所选方式增强的数字；单击可换一组</translation>
    </message>
    <message>
        <source>Augmented digits</source>
        <translation>增强后的数字</translation>
    </message>
</context>
<context>
    <name>CalibrationChart</name>
    <message>
        <source>confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>{count} digits: average confidence {confidence}, accuracy {accuracy}</source>
        <translation>{count} 个数字：平均置信度 {confidence}，准确率 {accuracy}</translation>
    </message>
    <message>
        <source>perfect calibration</source>
        <translation>完美校准</translation>
    </message>
    <message>
        <source>expected calibration error {error}</source>
        <translation>期望校准误差 {error}</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Draw a digit</source>
        <translation>写一个数字</translation>
    </message>
    <message>
        <source>Drawing pad</source>
        <translation>手写板</translation>
    </message>
    <message>
        <source>Draw a digit here with the mouse or a pen</source>
        <translation>用鼠标或笔在这里写一个数字</translation>
    </message>
</context>
<context>
    <name>ChangesPanel</name>
    <message>
        <source>Changes take effect from the next batch.</source>
        <translation>改动从下一批次起生效。</translation>
    </message>
    <message>
        <source>Adjust during training</source>
        <translation>训练中调整</translation>
    </message>
    <message>
        <source>Peak learning rate</source>
        <translation>峰值学习率</translation>
    </message>
    <message>
        <source>The highest learning rate of the schedule “{schedule}”. The rate in use now follows from it and from how far the training is.</source>
        <translation>此学习率变化方式（{schedule}）中的最高学习率。当前学习率由它和训练进度决定。</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save As…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Save Chart</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>Reset View</source>
        <translation>重置视图</translation>
    </message>
</context>
<context>
    <name>ClassFilter</name>
    <message>
        <source>Highlighted class</source>
        <translation>突出显示的类别</translation>
    </message>
    <message>
        <source>Highlight one class; the others are faded.</source>
        <translation>突出显示一个类别，其余类别变淡。</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>所有类别</translation>
    </message>
</context>
<context>
    <name>ClassPicker</name>
    <message>
        <source>not a digit</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Explain the current answer</source>
        <translation>解释当前答案</translation>
    </message>
    <message>
        <source>Explain the class “not a digit”</source>
        <translation>解释“不是数字”这一类</translation>
    </message>
    <message>
        <source>Explain the class {digit}</source>
        <translation>解释类别 {digit}</translation>
    </message>
</context>
<context>
    <name>ComparisonChooser</name>
    <message>
        <source>Compare with a model</source>
        <translation>与模型比较</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Show the difference from the weights of another model</source>
        <translation>显示与另一模型权重的差</translation>
    </message>
    <message>
        <source>No comparison</source>
        <translation>不比较</translation>
    </message>
    <message>
        <source>Minus weights of a file…</source>
        <translation>减去文件中的权重…</translation>
    </message>
    <message>
        <source>Minus initial weights</source>
        <translation>减去初始权重</translation>
    </message>
    <message>
        <source>initial weights</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <source>Minus weights of {model}</source>
        <translation>减去 {model} 的权重</translation>
    </message>
</context>
<context>
    <name>ComparisonTable</name>
    <message>
        <source>Figures of both models</source>
        <translation>两个模型的数据</translation>
    </message>
    <message>
        <source>Time per digit</source>
        <translation>每个数字的时间</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>In percentage points.</source>
        <translation>以百分点为单位。</translation>
    </message>
    <message>
        <source>{set} ({count})</source>
        <translation>{set}（{count}）</translation>
    </message>
</context>
<context>
    <name>ComparisonWindow</name>
    <message>
        <source>{old} and {new}</source>
        <translation>{old} 与 {new}</translation>
    </message>
    <message>
        <source>Comparing {old} and {new} on the same digits …</source>
        <translation>正在用相同的数字比较 {old} 和 {new}……</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
</context>
<context>
    <name>ConfirmButton</name>
    <message>
        <source>This cannot be undone.</source>
        <translation>此操作无法撤销。</translation>
    </message>
</context>
<context>
    <name>ConfusionComparison</name>
    <message>
        <source>{digit} read as {answer}</source>
        <translation>{digit} 认作 {answer}</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Confusion matrix of</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>The counts of a model, or the difference between the models.</source>
        <translation>某个模型的计数，或两个模型之差。</translation>
    </message>
    <message>
        <source>{digit} read correctly</source>
        <translation>{digit} 识别正确</translation>
    </message>
    <message>
        <source>Difference: orange for more errors of the new model, blue for fewer.</source>
        <translation>差异：橙色表示新模型的错误更多，蓝色表示更少。</translation>
    </message>
    <message>
        <source>true class</source>
        <translation>真实类别</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测类别</translation>
    </message>
</context>
<context>
    <name>ConfusionMatrix</name>
    <message>
        <source>{right} of {count} predicted correctly</source>
        <translation>{count} 个中正确 {right} 个</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测类别</translation>
    </message>
    <message>
        <source>true class</source>
        <translation>真实类别</translation>
    </message>
    <message>
        <source>{true} read correctly: {count} ({share})</source>
        <translation>{true} 识别正确：{count} 个（{share}）</translation>
    </message>
    <message>
        <source>{true} read as {predicted}: {count} ({share})</source>
        <translation>{true} 认作 {predicted}：{count}（{share}）</translation>
    </message>
</context>
<context>
    <name>ConfusionView</name>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Rows are the true digits, columns the predictions; errors are coloured.</source>
        <translation>行为真实数字，列为识别结果；错误以颜色标出。</translation>
    </message>
    <message>
        <source>Confusion matrix, epoch {epoch}</source>
        <translation>混淆矩阵，第 {epoch} 轮</translation>
    </message>
</context>
<context>
    <name>Corrections</name>
    <message>
        <source>This digit is not learned: it is from a data set or from your samples.</source>
        <translation>不会学习这个数字：它来自数据集或您的样本。</translation>
    </message>
</context>
<context>
    <name>CrashHandler</name>
    <message>
        <source>Copy the report</source>
        <translation>复制错误报告</translation>
    </message>
    <message>
        <source>To report it, copy the report and send it to the developers of digitpad.</source>
        <translation>如要报告此问题，请复制报告并发送给 digitpad 的开发者。</translation>
    </message>
    <message>
        <source>The error was written to the log in {folder}</source>
        <translation>错误已写入 {folder} 中的日志</translation>
    </message>
    <message>
        <source>Unexpected error</source>
        <translation>意外错误</translation>
    </message>
    <message>
        <source>An unexpected error occurred. You can continue drawing.</source>
        <translation>发生了意外错误。您可以继续书写。</translation>
    </message>
</context>
<context>
    <name>CurveChart</name>
    <message>
        <source>{name}: from {first} to {last}</source>
        <translation>{name}：从 {first} 到 {last}</translation>
    </message>
</context>
<context>
    <name>DataSection</name>
    <message>
        <source>Training data</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <source>More data</source>
        <translation>更多数据</translation>
    </message>
    <message>
        <source>no samples yet</source>
        <translation>还没有样本</translation>
    </message>
    <message>
        <source>times each of {count} samples</source>
        <translation>次/轮，共 {count} 个样本</translation>
    </message>
    <message>
        <source>times your only sample</source>
        <translation>次/轮，共 1 个样本</translation>
    </message>
</context>
<context>
    <name>DatasetField</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>pair of IDX files</source>
        <translation>一对 IDX 文件</translation>
    </message>
    <message>
        <source>folder of images</source>
        <translation>图像文件夹</translation>
    </message>
    <message>
        <source>folder with subfolders 0 to 9</source>
        <translation>含 0 到 9 子文件夹的文件夹</translation>
    </message>
    <message>
        <source>image file</source>
        <translation>图像文件</translation>
    </message>
    <message>
        <source>label file</source>
        <translation>标签文件</translation>
    </message>
</context>
<context>
    <name>DecisionTable</name>
    <message>
        <source>T = {temperature}, the temperature of the calibration</source>
        <translation>T = {temperature}，校准的温度</translation>
    </message>
    <message>
        <source>Not a digit (∅): {none}, by a softmax over all {count} logits. On the pad: {answer} × (1 − {none}) = {shown}</source>
        <translation>不是数字（∅）：{none}，由全部 {count} 个 logit 的 softmax 得出。手写板上：{answer} × (1 − {none}) = {shown}</translation>
    </message>
    <message>
        <source>logit z</source>
        <translation>logit z</translation>
    </message>
    <message>
        <source>z/T − max</source>
        <translation>z/T − 最大值</translation>
    </message>
    <message>
        <source>exp</source>
        <translation>exp</translation>
    </message>
    <message>
        <source>softmax</source>
        <translation>softmax</translation>
    </message>
    <message>
        <source>T = 1: the model is not calibrated</source>
        <translation>T = 1：模型未经校准</translation>
    </message>
    <message>
        <source>Sum of exp = {total}</source>
        <translation>exp 之和 = {total}</translation>
    </message>
    <message>
        <source>Not a digit (∅): {none}, by a softmax over all {count} logits divided by T. On the pad: {answer} × (1 − {none}) = {shown}</source>
        <translation>不是数字（∅）：{none}，由全部 {count} 个 logit 除以 T 后的 softmax 得出。手写板上：{answer} × (1 − {none}) = {shown}</translation>
    </message>
</context>
<context>
    <name>DigitBoxes</name>
    <message>
        <source>not a digit</source>
        <translation>不是数字</translation>
    </message>
</context>
<context>
    <name>DigitList</name>
    <message>
        <source>Show on the &amp;Pad</source>
        <translation>在手写板上显示(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Inspect</source>
        <translation>查看模型(&amp;I)</translation>
    </message>
</context>
<context>
    <name>DigitMapPage</name>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>PCA</source>
        <translation>PCA</translation>
    </message>
    <message>
        <source>t-SNE</source>
        <translation>t-SNE</translation>
    </message>
    <message>
        <source>t-SNE needs scikit-learn: pip install &apos;digitpad[map]&apos;</source>
        <translation>t-SNE 需要 scikit-learn：pip install &apos;digitpad[map]&apos;</translation>
    </message>
    <message>
        <source>Map of training digits</source>
        <translation>训练数字分布图</translation>
    </message>
    <message>
        <source>Computing the layer outputs for 2,000 training digits…</source>
        <translation>正在计算 2,000 个训练数字的层输出……</translation>
    </message>
    <message>
        <source>Create a map of 2,000 training digits.</source>
        <translation>为 2,000 个训练数字生成地图。</translation>
    </message>
    <message>
        <source>Positions of the digits…</source>
        <translation>数字的位置…</translation>
    </message>
    <message>
        <source>Computing t-SNE for 2,000 training digits…</source>
        <translation>正在为 2,000 个训练数字计算 t-SNE……</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Only neighbourhoods are meaningful; distances are not.</source>
        <translation>只有相邻关系有意义，距离没有意义。</translation>
    </message>
    <message>
        <source>These two components explain {share} of the variance.</source>
        <translation>这两个主成分解释了 {share} 的方差。</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Projection method</source>
        <translation>投影方法</translation>
    </message>
    <message>
        <source>read as {digit}, {confidence}</source>
        <translation>认作 {digit}，{confidence}</translation>
    </message>
    <message>
        <source>Label {name}</source>
        <translation>标签 {name}</translation>
    </message>
    <message>
        <source>Layer outputs for 2,000 training digits in two dimensions. Similar digits are close together; the marker shows your drawing. Click a digit to show it on the pad.</source>
        <translation>2,000 个训练数字的层输出的二维投影。相似的数字靠得近；标记表示您所写的图形。点击一个数字可在手写板上显示它。</translation>
    </message>
</context>
<context>
    <name>EpochChart</name>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
</context>
<context>
    <name>ErrorsPage</name>
    <message>
        <source>Confusion matrix, precision, recall and calibration on the 10,000 MNIST test digits. Click a cell to see its digits.</source>
        <translation>10,000 个 MNIST 测试数字上的混淆矩阵、精确率、召回率和校准。点击单元格可查看其中的数字。</translation>
    </message>
    <message>
        <source>Classifying 10,000 test digits…</source>
        <translation>正在识别 10,000 个测试数字……</translation>
    </message>
    <message>
        <source>Run the model on the 10,000 MNIST test digits to see its errors.</source>
        <translation>在 10,000 个 MNIST 测试数字上运行模型，查看它的错误。</translation>
    </message>
    <message>
        <source>{right} of {count} digits right, {wrong} misread</source>
        <translation>{count} 个数字中正确率 {right}，认错 {wrong} 个</translation>
    </message>
    <message>
        <source>Percentage of each row, that is, of all digits of that class</source>
        <translation>占每行（即该类所有数字）的百分比</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>All misread</source>
        <translation>全部认错的</translation>
    </message>
    <message>
        <source>Precision and recall</source>
        <translation>精确率与召回率</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>All {count} misread digits, highest confidence first</source>
        <translation>全部 {count} 个认错的数字，置信度高的在前</translation>
    </message>
    <message>
        <source>{truth} read as {answer}: {count}</source>
        <translation>{truth} 认作 {answer}：{count}</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>Digit no. {number}: label {truth}, read correctly (probability {given})</source>
        <translation>第 {number} 个数字：标签 {truth}，识别正确（概率 {given}）</translation>
    </message>
    <message>
        <source>Digit no. {number}: label {truth} (probability {true}), read as {answer} (probability {given})</source>
        <translation>第 {number} 个数字：标签 {truth}（概率 {true}），识别为 {answer}（概率 {given}）</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>个数</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Confusion matrix (picture)…</source>
        <translation>混淆矩阵（图片）…</translation>
    </message>
    <message>
        <source>Confusion matrix (numbers)…</source>
        <translation>混淆矩阵（数值）…</translation>
    </message>
    <message>
        <source>Recall: the share of the digits of this class that are recognized.</source>
        <translation>召回率：该类别的数字中被正确识别的比例。</translation>
    </message>
    <message>
        <source>Precision: the share of the answers with this class that are correct.</source>
        <translation>精确率：答案为该类别的数字中答对的比例。</translation>
    </message>
    <message>
        <source>Show on the &amp;Pad</source>
        <translation>在手写板上显示(&amp;P)</translation>
    </message>
</context>
<context>
    <name>ExperimentOutcome</name>
    <message>
        <source>Changes</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>{layer}: unit {unit} is off</source>
        <translation>{layer}：单元 {unit} 已关闭</translation>
    </message>
    <message>
        <source>Answer before and after</source>
        <translation>更改前后的答案</translation>
    </message>
    <message>
        <source>&amp;Use copy on the pad</source>
        <translation>在手写板上使用副本(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Save as new model…</source>
        <translation>另存为新模型(&amp;S)…</translation>
    </message>
    <message>
        <source>No changes</source>
        <translation>没有更改</translation>
    </message>
    <message>
        <source>before</source>
        <translation>更改前</translation>
    </message>
    <message>
        <source>after</source>
        <translation>更改后</translation>
    </message>
    <message>
        <source>Accuracy on the MNIST test set</source>
        <translation>MNIST 测试集上的准确率</translation>
    </message>
</context>
<context>
    <name>ExperimentSubjects</name>
    <message>
        <source>Switch off pixels</source>
        <translation>关闭像素</translation>
    </message>
    <message>
        <source>Switch off landmarks</source>
        <translation>关闭地标点</translation>
    </message>
    <message>
        <source>Switch off units of {layer} ({count})</source>
        <translation>{layer}：关闭单元（{count} 个）</translation>
    </message>
    <message>
        <source>Switch off filters of {layer} ({count})</source>
        <translation>{layer}：关闭滤波器（{count} 个）</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Click a pixel to hide it from the model or show it again. The saved model does not change.</source>
        <translation>点击像素可对模型隐藏或重新显示它。已保存的模型不会改变。</translation>
    </message>
    <message>
        <source>Click a value and edit it below to see the effect on the answer. The saved model does not change.</source>
        <translation>点击一个值并在下方编辑，查看对答案的影响。已保存的模型不会改变。</translation>
    </message>
    <message>
        <source>Click a picture to switch that unit off (ablation) or on and see the effect on the answer. The saved model does not change.</source>
        <translation>点击图片可关闭（消融）或打开该单元，并查看对答案的影响。已保存的模型不会改变。</translation>
    </message>
</context>
<context>
    <name>ExperimentsPage</name>
    <message>
        <source>Name of the new model:</source>
        <translation>新模型的名称：</translation>
    </message>
    <message>
        <source>What to change</source>
        <translation>修改什么</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Change the model and see the effect on the answer.</source>
        <translation>更改模型，并查看对答案的影响。</translation>
    </message>
    <message>
        <source>Save modified copy</source>
        <translation>保存修改后的副本</translation>
    </message>
    <message>
        <source>Rese&amp;t</source>
        <translation>重置(&amp;T)</translation>
    </message>
    <message>
        <source>modified copy of {model}</source>
        <translation>{model} 的修改副本</translation>
    </message>
    <message>
        <source>{name} (numbers)…</source>
        <translation>{name}（数值）…</translation>
    </message>
    <message>
        <source>Saved as {name} in your models.</source>
        <translation>已另存为模型 {name}。</translation>
    </message>
</context>
<context>
    <name>FitProgressView</name>
    <message>
        <source>{stage}: {amount}{value} · {elapsed}</source>
        <translation>{stage}：{amount}{value} · {elapsed}</translation>
    </message>
    <message>
        <source>Optimality gap</source>
        <translation>最优性差距</translation>
    </message>
    <message>
        <source>How far the solution is from the optimum, relative to the start of the solver (logarithmic).</source>
        <translation>当前解与最优解的差距，相对于求解开始时（对数刻度）。</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>System Default</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High Contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>The language changes when digitpad is started again.</source>
        <translation>重新启动 digitpad 后，语言才会改变。</translation>
    </message>
</context>
<context>
    <name>GuidePage</name>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>Guide</source>
        <translation>指南</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>搜索指南</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>后退(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>前进(&amp;F)</translation>
    </message>
</context>
<context>
    <name>Heatmap</name>
    <message>
        <source>row {row}</source>
        <translation>第 {row} 行</translation>
    </message>
    <message>
        <source>column {column}</source>
        <translation>第 {column} 列</translation>
    </message>
    <message>
        <source>{rows} rows and {columns} columns, values from {low} to {high}</source>
        <translation>{rows} 行 {columns} 列，数值从 {low} 到 {high}</translation>
    </message>
</context>
<context>
    <name>HelpMark</name>
    <message>
        <source>Open the guide</source>
        <translation>打开指南</translation>
    </message>
    <message>
        <source>Help: {name}</source>
        <translation>帮助：{name}</translation>
    </message>
    <message>
        <source>In the guide: {link}</source>
        <translation>指南：{link}</translation>
    </message>
</context>
<context>
    <name>HistogramChart</name>
    <message>
        <source>{count} values from {low} to {high}</source>
        <translation>{low} 到 {high} 之间共 {count} 个值</translation>
    </message>
    <message>
        <source>{count} from {low} to {high}</source>
        <translation>{low} 到 {high} 之间有 {count} 个</translation>
    </message>
    <message>
        <source>from</source>
        <translation>从</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>count</source>
        <translation>数量</translation>
    </message>
</context>
<context>
    <name>IdealInputs</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Each picture was optimized from noise to maximize the output for one class.</source>
        <translation>每张图片都从噪声开始优化，使一个类别的输出最大。</translation>
    </message>
    <message>
        <source>Optimizes a picture for each class, starting from noise.</source>
        <translation>从噪声开始，为每个类别优化一张图片。</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Optimal input for each class (activation maximization)</source>
        <translation>每个类别的最优输入（激活最大化）</translation>
    </message>
</context>
<context>
    <name>InspectorWindow</name>
    <message>
        <source>The pad is empty</source>
        <translation>手写板是空的</translation>
    </message>
    <message>
        <source>Not a digit</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>Nothing to save yet</source>
        <translation>还没有可保存的内容</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>模型查看器</translation>
    </message>
    <message>
        <source>Inspector: {model}</source>
        <translation>模型查看器：{model}</translation>
    </message>
    <message>
        <source>The pad uses the modified copy.</source>
        <translation>手写板正在使用修改后的副本。</translation>
    </message>
    <message>
        <source>&amp;Stop Trial</source>
        <translation>结束试用(&amp;S)</translation>
    </message>
</context>
<context>
    <name>LabelQuestion</name>
    <message>
        <source>The model reads this as a {digit} ({confidence}). Keep it as {label}?</source>
        <translation>模型将它识别为 {digit}（{confidence}）。要保留标签 {label} 吗？</translation>
    </message>
    <message>
        <source>The model reads this as no digit ({confidence}). Keep it as {label}?</source>
        <translation>模型认为它不是数字（{confidence}）。要保留标签 {label} 吗？</translation>
    </message>
    <message>
        <source>A wrong label makes the model worse.</source>
        <translation>错误的标签会使模型变差。</translation>
    </message>
    <message>
        <source>&amp;Keep as {label}</source>
        <translation>保留为 {label}(&amp;K)</translation>
    </message>
</context>
<context>
    <name>LearningNote</name>
    <message>
        <source>Not saved: {problem}</source>
        <translation>没有保存：{problem}</translation>
    </message>
    <message>
        <source>Your own digits: {before} → {after} of {count} right</source>
        <translation>您自己的 {count} 个数字：认对 {before} → {after} 个</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Saved to your samples, but the model was not updated: {problem}</source>
        <translation>已保存到您的样本，但模型未更新：{problem}</translation>
    </message>
    <message>
        <source>Correction undone.</source>
        <translation>已撤销更正。</translation>
    </message>
    <message>
        <source>Accuracy before and after the correction. The MNIST test digits are never used for training.</source>
        <translation>更正前后的准确率。MNIST 测试数字从不用于训练。</translation>
    </message>
    <message>
        <source>Undo this correction</source>
        <translation>撤销此更正</translation>
    </message>
    <message>
        <source>Model updated with {count} of your digits.</source>
        <translation>已用您的 {count} 个数字更新模型。</translation>
    </message>
    <message>
        <source>Updating the model with this {digit} …</source>
        <translation>正在用这个 {digit} 更新模型……</translation>
    </message>
    <message>
        <source>Model updated with this {digit}.</source>
        <translation>已用这个 {digit} 更新模型。</translation>
    </message>
    <message>
        <source>{count} of the MNIST test digits: {before} → {after} right</source>
        <translation>{count} 个 MNIST 测试数字：正确率 {before} → {after}</translation>
    </message>
    <message>
        <source>Updating the model with this drawing …</source>
        <translation>正在用这个图形更新模型……</translation>
    </message>
    <message>
        <source>Model updated with this drawing.</source>
        <translation>已用这个图形更新模型。</translation>
    </message>
</context>
<context>
    <name>LearningSection</name>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Advanced training settings</source>
        <translation>高级训练设置</translation>
    </message>
    <message>
        <source>This computer has {count} cores.</source>
        <translation>本机有 {count} 个核心。</translation>
    </message>
</context>
<context>
    <name>LessonText</name>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
</context>
<context>
    <name>LessonWindow</name>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一个(&amp;N)</translation>
    </message>
    <message>
        <source>Draw a {digit} on the pad.</source>
        <translation>请在手写板上写一个 {digit}。</translation>
    </message>
    <message>
        <source>Open Lesson</source>
        <translation>打开课程</translation>
    </message>
    <message>
        <source>&amp;Open Lesson…</source>
        <translation>打开课程(&amp;O)…</translation>
    </message>
    <message>
        <source>This is not what the lesson expects: {check}.</source>
        <translation>这与课程的预期不符：{check}。</translation>
    </message>
    <message>
        <source>The pad takes this for no digit. Clear it and draw a {digit}.</source>
        <translation>手写板认为这不是数字。请清空后写一个 {digit}。</translation>
    </message>
    <message>
        <source>Clear the pad and draw a {digit}.</source>
        <translation>请清空后写一个 {digit}。</translation>
    </message>
</context>
<context>
    <name>LibraryWindow</name>
    <message>
        <source>Models</source>
        <translation>模型库</translation>
    </message>
    <message>
        <source>{name} was renamed to {new}.</source>
        <translation>{name} 已重命名为 {new}。</translation>
    </message>
    <message>
        <source>{name} was duplicated as {copy}.</source>
        <translation>{name} 已复制为 {copy}。</translation>
    </message>
    <message>
        <source>{name} was exported to {place}.</source>
        <translation>{name} 已导出到 {place}。</translation>
    </message>
    <message>
        <source>The pad now uses {name}.</source>
        <translation>手写板现在使用 {name}。</translation>
    </message>
    <message>
        <source>{name} is now the default model.</source>
        <translation>{name} 现在是默认模型。</translation>
    </message>
    <message>
        <source>{name} was restored.</source>
        <translation>{name} 已恢复。</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Show only models with this text in name, type or notes</source>
        <translation>只显示名称、类型或备注中含有此文字的模型</translation>
    </message>
    <message>
        <source>Filter models</source>
        <translation>筛选模型</translation>
    </message>
    <message>
        <source>{name} was measured: {share} on the MNIST test digits.</source>
        <translation>{name} 已测量：在 MNIST 测试数字上为 {share}。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Measuring {name} …</source>
        <translation>正在测量 {name}……</translation>
    </message>
    <message>
        <source>{name} was moved to the trash.</source>
        <translation>{name} 已移到回收站。</translation>
    </message>
    <message>
        <source>Imported: {names}.</source>
        <translation>已导入：{names}。</translation>
    </message>
    <message>
        <source>{count} temporary files of interrupted writes were removed.</source>
        <translation>已清除 {count} 个写入中断后残留的临时文件。</translation>
    </message>
    <message>
        <source>No model has this text. Clear the filter to see all models.</source>
        <translation>没有模型含有这段文字。清除筛选可以看到所有模型。</translation>
    </message>
</context>
<context>
    <name>LivePad</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>模型：{name}</translation>
    </message>
    <message>
        <source>Model on trial: {name}</source>
        <translation>试用中的模型：{name}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>About digitpad</source>
        <translation>关于 digitpad</translation>
    </message>
    <message>
        <source>A drawing pad that recognizes handwritten digits while they are drawn, with networks written and trained in pure NumPy.

MIT licence. The MNIST data set by Yann LeCun and Corinna Cortes is licensed CC BY-SA 3.0.</source>
        <translation>一块手写板，边写边识别数字；其中的神经网络完全用 NumPy 编写和训练。

MIT 许可证。MNIST 数据集由 Yann LeCun 和 Corinna Cortes 制作，采用 CC BY-SA 3.0 许可。</translation>
    </message>
</context>
<context>
    <name>MeasuredPage</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo this change</source>
        <translation>撤销此更改</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>MetricsRow</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Elapsed</source>
        <translation>已用时间</translation>
    </message>
    <message>
        <source>The share of correct answers after the last epoch, on the validation set if there is one; during the first epoch, on the current batches.</source>
        <translation>最后一轮之后的正确率，有验证集时在验证集上计算；第一轮期间按当前批次计算。</translation>
    </message>
    <message>
        <source>Cross-entropy between predicted probabilities and true digits; less is better.</source>
        <translation>预测概率与真实数字之间的交叉熵；越小越好。</translation>
    </message>
    <message>
        <source>The current step size of the optimizer.</source>
        <translation>优化器当前的步长。</translation>
    </message>
    <message>
        <source>Images/s</source>
        <translation>图像/秒</translation>
    </message>
    <message>
        <source>Training images processed per second.</source>
        <translation>每秒处理的训练图像数。</translation>
    </message>
    <message>
        <source>Training time so far, without pauses.</source>
        <translation>到目前为止的训练时间，不含暂停。</translation>
    </message>
    <message>
        <source>Remaining</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Estimated time to the end at the current speed.</source>
        <translation>按当前速度估计的剩余时间。</translation>
    </message>
</context>
<context>
    <name>ModelActions</name>
    <message>
        <source>&amp;Use</source>
        <translation>使用(&amp;U)</translation>
    </message>
    <message>
        <source>Use this model on the pad</source>
        <translation>在手写板上使用此模型</translation>
    </message>
    <message>
        <source>Make De&amp;fault</source>
        <translation>设为默认(&amp;F)</translation>
    </message>
    <message>
        <source>Use this model when no other is specified</source>
        <translation>未指定其他模型时使用此模型</translation>
    </message>
    <message>
        <source>&amp;Train Again…</source>
        <translation>再次训练(&amp;T)…</translation>
    </message>
    <message>
        <source>Open the training window with the settings of this model</source>
        <translation>用此模型的设置打开训练窗口</translation>
    </message>
    <message>
        <source>&amp;Compare With</source>
        <translation>比较(&amp;C)</translation>
    </message>
    <message>
        <source>Compare two models on the same digits</source>
        <translation>用相同的数字比较两个模型</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <source>Import model files</source>
        <translation>导入模型文件</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>导出(&amp;X)</translation>
    </message>
    <message>
        <source>Export the model for other programs</source>
        <translation>导出模型供其他程序使用</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>复制(&amp;D)</translation>
    </message>
    <message>
        <source>Copy this model</source>
        <translation>复制此模型</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>重命名(&amp;R)</translation>
    </message>
    <message>
        <source>Rename this model (F2)</source>
        <translation>重命名此模型（F2）</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>删除(&amp;L)</translation>
    </message>
    <message>
        <source>Move it to the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>&amp;Model file (safetensors)…</source>
        <translation>模型文件（safetensors）(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;NumPy archive (NPZ)…</source>
        <translation>NumPy 归档（NPZ）(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;CSV folder, one file per tensor…</source>
        <translation>CSV 文件夹，每个张量一个文件(&amp;C)…</translation>
    </message>
    <message>
        <source>CSV in a &amp;ZIP file…</source>
        <translation>CSV，打包成一个 ZIP 文件(&amp;Z)…</translation>
    </message>
    <message>
        <source>&amp;ONNX…</source>
        <translation>ONNX(&amp;O)…</translation>
    </message>
</context>
<context>
    <name>ModelAnswers</name>
    <message>
        <source>Compare Models</source>
        <translation>比较模型</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Answers of all models</source>
        <translation>所有模型的答案</translation>
    </message>
    <message>
        <source>Loading the models …</source>
        <translation>正在加载模型……</translation>
    </message>
    <message>
        <source>Draw a digit to compare the answers of all models.</source>
        <translation>写一个数字，比较所有模型的答案。</translation>
    </message>
    <message>
        <source>cannot be loaded</source>
        <translation>无法加载</translation>
    </message>
    <message>
        <source>All {count} models agree.</source>
        <translation>{count} 个模型答案一致。</translation>
    </message>
    <message>
        <source>{agreeing} of {count} models agree; ≠ marks the others.</source>
        <translation>{count} 个模型中有 {agreeing} 个答案一致；其余用 ≠ 标出。</translation>
    </message>
    <message>
        <source>(not a digit)</source>
        <translation>（不是数字）</translation>
    </message>
    <message>
        <source>A picture has no strokes. Draw a digit to compare the models.</source>
        <translation>图片没有笔画。请写一个数字来比较各个模型。</translation>
    </message>
    <message>
        <source>The models give different answers.</source>
        <translation>各个模型的答案都不同。</translation>
    </message>
    <message>
        <source>Only 1 model can answer.</source>
        <translation>只有 1 个模型能给出答案。</translation>
    </message>
</context>
<context>
    <name>ModelChooser</name>
    <message>
        <source>M&amp;odel</source>
        <translation>模型(&amp;O)</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Model used for recognition</source>
        <translation>用于识别的模型</translation>
    </message>
    <message>
        <source>Stop Trial</source>
        <translation>结束试用</translation>
    </message>
    <message>
        <source>Use the selected model again</source>
        <translation>重新使用所选的模型</translation>
    </message>
    <message>
        <source>This model is on trial. Choose another one, or stop the trial.</source>
        <translation>正在试用此模型。可选择其他模型，或结束试用。</translation>
    </message>
</context>
<context>
    <name>ModelComparisonView</name>
    <message>
        <source>Only {model} is right: {count}</source>
        <translation>仅 {model} 认对：{count}</translation>
    </message>
    <message>
        <source>Both wrong: {count}</source>
        <translation>都认错：{count}</translation>
    </message>
    <message>
        <source>Below each digit: the old answer, then the new one.</source>
        <translation>每个数字下方：旧答案，然后是新答案。</translation>
    </message>
    <message>
        <source>Which digits</source>
        <translation>哪些数字</translation>
    </message>
    <message>
        <source>Digits where the models disagree</source>
        <translation>两个模型答案不一致的数字</translation>
    </message>
    <message>
        <source>The digits shown below.</source>
        <translation>下方显示的数字。</translation>
    </message>
    <message>
        <source>There are no such digits.</source>
        <translation>没有这样的数字。</translation>
    </message>
    <message>
        <source>Digit no. {number}, label {truth}: old model {old} ({old_confidence}), new model {new} ({new_confidence})</source>
        <translation>第 {number} 个数字，标签 {truth}：旧模型 {old}（{old_confidence}），新模型 {new}（{new_confidence}）</translation>
    </message>
</context>
<context>
    <name>ModelDetails</name>
    <message>
        <source>{file} cannot be used:</source>
        <translation>{file} 无法使用：</translation>
    </message>
    <message>
        <source>The selected model</source>
        <translation>所选模型</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>on your own samples</source>
        <translation>您自己的样本</translation>
    </message>
    <message>
        <source>Copy the command to the clipboard</source>
        <translation>将命令复制到剪贴板</translation>
    </message>
    <message>
        <source>Command that trains this model again</source>
        <translation>重新训练此模型的命令</translation>
    </message>
    <message>
        <source>Trained without epochs.</source>
        <translation>训练过程不分轮次。</translation>
    </message>
    <message>
        <source>Not recorded.</source>
        <translation>没有记录。</translation>
    </message>
    <message>
        <source>Bundled with digitpad; cannot be changed.</source>
        <translation>digitpad 自带，不能更改。</translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation>测量(&amp;M)</translation>
    </message>
    <message>
        <source>Evaluate the model on the 10,000 MNIST test digits and store its accuracy</source>
        <translation>在 10,000 个 MNIST 测试数字上评估模型，并保存其准确率</translation>
    </message>
    <message>
        <source>{numbers} parameters, {size}, {date}.</source>
        <translation>{numbers} 个参数，{size}，{date}。</translation>
    </message>
    <message>
        <source>The base model {base} has {share} {on_test_set}.</source>
        <translation>基础模型 {base}：{share}（{on_test_set}）。</translation>
    </message>
    <message>
        <source>Training curves</source>
        <translation>训练曲线</translation>
    </message>
    <message>
        <source>The accuracy was not measured.</source>
        <translation>准确率尚未测量。</translation>
    </message>
    <message>
        <source>on the 10,000 MNIST test digits</source>
        <translation>10,000 个 MNIST 测试数字</translation>
    </message>
    <message>
        <source>on the MNIST test digits of its classes</source>
        <translation>其各类别的 MNIST 测试数字</translation>
    </message>
    <message>
        <source>Values after every epoch on the training set and, if there is one, the validation set. The dotted line marks the epoch whose weights were kept.</source>
        <translation>每轮之后在训练集和（若有）验证集上的数值。虚线标出保留其权重的那一轮。</translation>
    </message>
    <message>
        <source>on pen digits</source>
        <translation>真实笔迹的数字</translation>
    </message>
</context>
<context>
    <name>ModelList</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>MNIST</source>
        <translation>MNIST</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Accuracy on the 10,000 MNIST test digits.</source>
        <translation>10,000 个 MNIST 测试数字上的准确率。</translation>
    </message>
    <message>
        <source>Accuracy on digits written by people with electronic pens.</source>
        <translation>人们用电子笔书写的数字上的准确率。</translation>
    </message>
    <message>
        <source>File size.</source>
        <translation>文件大小。</translation>
    </message>
    <message>
        <source>File date.</source>
        <translation>文件日期。</translation>
    </message>
    <message>
        <source>Real hands</source>
        <translation>真实手写</translation>
    </message>
    <message>
        <source>Not measured since the model was fine-tuned with your samples.</source>
        <translation>用您的样本微调之后尚未测量。</translation>
    </message>
    <message>
        <source>The model&apos;s name. F2 renames your own models.</source>
        <translation>模型的名称。按 F2 可重命名您自己的模型。</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>The type of model.</source>
        <translation>模型的类型。</translation>
    </message>
    <message>
        <source>{name} (default)</source>
        <translation>{name}（默认）</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
</context>
<context>
    <name>ModelSection</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Advanced model settings</source>
        <translation>高级模型设置</translation>
    </message>
    <message>
        <source>random weights</source>
        <translation>随机权重</translation>
    </message>
</context>
<context>
    <name>ModelSteps</name>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>Dense</source>
        <translation>全连接</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Landmarks</source>
        <translation>地标点</translation>
    </message>
    <message>
        <source>Principal components</source>
        <translation>主成分</translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation>展平</translation>
    </message>
    <message>
        <source>Deskewing</source>
        <translation>纠斜</translation>
    </message>
</context>
<context>
    <name>ModelTable</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>NameRow</name>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>Model name</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <source>Adds it to your models and uses it on the pad. No model is replaced.</source>
        <translation>将其加入您的模型，并在手写板上使用。不会替换任何模型。</translation>
    </message>
    <message>
        <source>&amp;Keep Model</source>
        <translation>保留模型(&amp;K)</translation>
    </message>
</context>
<context>
    <name>NeighbourPanel</name>
    <message>
        <source>All {total} are {name}.</source>
        <translation>{total} 个全是 {name}。</translation>
    </message>
    <message>
        <source>{count} of {total} are {name}.</source>
        <translation>{total} 个中有 {count} 个是 {name}。</translation>
    </message>
    <message>
        <source>Nearest training digits</source>
        <translation>最相近的训练数字</translation>
    </message>
    <message>
        <source>Your drawing</source>
        <translation>您写的图形</translation>
    </message>
    <message>
        <source>Draw a digit to show it on the map.</source>
        <translation>写一个数字，即可显示在地图上。</translation>
    </message>
    <message>
        <source>Label {name}</source>
        <translation>标签 {name}</translation>
    </message>
</context>
<context>
    <name>NetworkPicture</name>
    <message>
        <source>The input of the model: the drawing cropped, scaled to 20 × 20 pixels and centred on its centre of mass (the dot)</source>
        <translation>模型的输入：裁剪后的图形，缩放到 20 × 20 像素，并以质心（圆点）居中</translation>
    </message>
    <message>
        <source>Model input</source>
        <translation>模型输入</translation>
    </message>
</context>
<context>
    <name>NotesField</name>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Notes on this model</source>
        <translation>此模型的备注</translation>
    </message>
</context>
<context>
    <name>PadDock</name>
    <message>
        <source>Pad</source>
        <translation>手写板</translation>
    </message>
    <message>
        <source>Show Pad</source>
        <translation>显示手写板</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>No model is selected.</source>
        <translation>未选择模型。</translation>
    </message>
    <message>
        <source>The digit is on the pad now, and on every page.</source>
        <translation>数字已显示在手写板上，各页都显示它。</translation>
    </message>
    <message>
        <source>This page (picture)…</source>
        <translation>本页（图片）…</translation>
    </message>
</context>
<context>
    <name>PageEntry</name>
    <message>
        <source>Architecture</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>激活</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Saliency</source>
        <translation>显著图</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Robustness</source>
        <translation>鲁棒性</translation>
    </message>
    <message>
        <source>Digit Map</source>
        <translation>数字地图</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
</context>
<context>
    <name>PenPage</name>
    <message>
        <source>Whole Strokes</source>
        <translation>整个笔画</translation>
    </message>
    <message>
        <source>Partial Strokes</source>
        <translation>部分笔画</translation>
    </message>
    <message>
        <source>&amp;Draw with touch</source>
        <translation>用触摸书写(&amp;D)</translation>
    </message>
    <message>
        <source>Turn this off to rest your hand on the screen while you draw with a pen.</source>
        <translation>关闭后，用笔书写时可以把手放在屏幕上。</translation>
    </message>
    <message>
        <source>Pen &amp;width</source>
        <translation>笔的粗细(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Eraser mode</source>
        <translation>橡皮模式(&amp;E)</translation>
    </message>
</context>
<context>
    <name>PictureController</name>
    <message>
        <source>Pictures and ink</source>
        <translation>图片和笔迹</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>剪贴板中没有图片。</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>笔迹</translation>
    </message>
    <message>
        <source>Save drawing</source>
        <translation>保存图形</translation>
    </message>
    <message>
        <source>The drawing was copied to the clipboard.</source>
        <translation>图形已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Only {name} was opened: the pad opens one file at a time.</source>
        <translation>只打开了 {name}：手写板一次只能打开一个文件。</translation>
    </message>
    <message>
        <source>No digit was found in this picture.</source>
        <translation>在此图片中没有找到数字。</translation>
    </message>
    <message>
        <source>{text} was copied to the clipboard.</source>
        <translation>{text} 已复制到剪贴板。</translation>
    </message>
    <message>
        <source>{name} has {count} drawings; the first was opened.</source>
        <translation>{name} 中有 {count} 幅手写图；已打开第一幅。</translation>
    </message>
</context>
<context>
    <name>PicturePane</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Click or press Escape to draw again</source>
        <translation>点击或按 Esc 键继续书写</translation>
    </message>
    <message>
        <source>Click or press Escape to cancel</source>
        <translation>点击或按 Esc 键取消</translation>
    </message>
    <message>
        <source>Reading the picture …</source>
        <translation>正在识别图片……</translation>
    </message>
</context>
<context>
    <name>PixelCursor</name>
    <message>
        <source>pen down</source>
        <translation>落笔</translation>
    </message>
    <message>
        <source>pen up</source>
        <translation>提笔</translation>
    </message>
    <message>
        <source>Column {column}, row {row}, {state}</source>
        <translation>第 {column} 列，第 {row} 行，{state}</translation>
    </message>
    <message>
        <source>Keyboard pen: arrow keys move, Space draws</source>
        <translation>键盘笔：方向键移动，空格键书写</translation>
    </message>
</context>
<context>
    <name>PlanSummary</name>
    <message>
        <source>About {time}</source>
        <translation>大约 {time}</translation>
    </message>
    <message>
        <source>{count} steps</source>
        <translation>{count} 步</translation>
    </message>
    <message>
        <source>One setting is invalid; see the message beside it.</source>
        <translation>有一项设置无效，请看旁边的说明。</translation>
    </message>
    <message>
        <source>{count} settings are invalid; see the messages beside them.</source>
        <translation>有 {count} 项设置无效，请看旁边的说明。</translation>
    </message>
    <message>
        <source>Measuring training speed …</source>
        <translation>正在测量训练速度……</translation>
    </message>
    <message>
        <source>{count} training images</source>
        <translation>{count} 幅训练图像</translation>
    </message>
    <message>
        <source>{count} validation images</source>
        <translation>{count} 幅验证图像</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} 个参数</translation>
    </message>
    <message>
        <source>&amp;Start Training</source>
        <translation>开始训练(&amp;S)</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>常规(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Recognition</source>
        <translation>识别(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Pen and Touch</source>
        <translation>笔和触摸(&amp;P)</translation>
    </message>
</context>
<context>
    <name>PresetRow</name>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>measuring …</source>
        <translation>正在测算……</translation>
    </message>
    <message>
        <source>Good accuracy</source>
        <translation>准确率良好</translation>
    </message>
    <message>
        <source>Highest accuracy</source>
        <translation>准确率最高</translation>
    </message>
    <message>
        <source>about {time}</source>
        <translation>约 {time}</translation>
    </message>
    <message>
        <source>Fills in the form for this model. The time was measured on this computer.</source>
        <translation>为此模型填写各项设置。用时是在本机上测得的。</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>A first try</source>
        <translation>初次尝试</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良好</translation>
    </message>
</context>
<context>
    <name>ProbabilityBar</name>
    <message>
        <source>Probability of {digit}</source>
        <translation>{digit} 的概率</translation>
    </message>
    <message>
        <source>Click or press {digit} to mark the drawing as {digit} and update the model</source>
        <translation>点击或按 {digit}，将图形标记为 {digit} 并更新模型</translation>
    </message>
    <message>
        <source>Not a digit</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>Click to mark the drawing as not a digit and update the model</source>
        <translation>点击可将图形标记为“不是数字”，并更新模型</translation>
    </message>
    <message>
        <source>Probability that it is not a digit</source>
        <translation>“不是数字”的概率</translation>
    </message>
</context>
<context>
    <name>RecognitionPage</name>
    <message>
        <source>The confidence needed to reject a drawing as not a digit.</source>
        <translation>将图形拒识为“不是数字”所需的置信度。</translation>
    </message>
    <message>
        <source>Threshold for “not a digit”</source>
        <translation>“不是数字”的阈值</translation>
    </message>
    <message>
        <source>Restore &amp;Default</source>
        <translation>恢复默认值(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;One digit only</source>
        <translation>仅一个数字(&amp;O)</translation>
    </message>
    <message>
        <source>The whole drawing is read as a single digit.</source>
        <translation>整个图形作为一个数字识别。</translation>
    </message>
    <message>
        <source>Not a digit</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>Strict</source>
        <translation>严格</translation>
    </message>
    <message>
        <source>Lenient</source>
        <translation>宽松</translation>
    </message>
    <message>
        <source>This model cannot reject drawings: it has no class “not a digit”.</source>
        <translation>此模型不能拒识图形：它没有“不是数字”这一类。</translation>
    </message>
    <message>
        <source>The percentages of this model are not calibrated: they may differ from how often its answers are right.</source>
        <translation>此模型的百分比未经校准：它们可能与其答案实际正确的频率不同。</translation>
    </message>
    <message>
        <source>Digits rejected</source>
        <translation>被拒识的数字</translation>
    </message>
    <message>
        <source>Other drawings accepted as digits</source>
        <translation>被当作数字的其他图形</translation>
    </message>
    <message>
        <source>The error rates for this threshold were not measured for this model.</source>
        <translation>没有为此模型测量该阈值的错误率。</translation>
    </message>
    <message>
        <source>Measured on pen recordings of writers that no model was trained on.</source>
        <translation>在没有任何模型训练过其笔迹的书写者的笔迹数据上测得。</translation>
    </message>
    <message>
        <source>Not a digit: {model}</source>
        <translation>不是数字：{model}</translation>
    </message>
    <message>
        <source>Measured with {base}, before it was fine-tuned to your samples.</source>
        <translation>以上数值是用 {base} 在按您的样本微调之前测得的。</translation>
    </message>
</context>
<context>
    <name>ResultView</name>
    <message>
        <source>Co&amp;mpare with</source>
        <translation>比较对象(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>丢弃(&amp;D)</translation>
    </message>
    <message>
        <source>{model}: training finished, {share} accuracy on the MNIST test set</source>
        <translation>{model}：训练完成，MNIST 测试集准确率 {share}</translation>
    </message>
    <message>
        <source>Evaluating both models on the test digits and your samples …</source>
        <translation>正在用测试数字和您的样本评估两个模型……</translation>
    </message>
    <message>
        <source>&amp;Continue for (epochs):</source>
        <translation>继续训练（轮数）(&amp;C)：</translation>
    </message>
    <message>
        <source>Additional epochs</source>
        <translation>追加的轮数</translation>
    </message>
    <message>
        <source>{model}: training finished</source>
        <translation>{model}：训练完成</translation>
    </message>
    <message>
        <source>The same on the command line: {command}</source>
        <translation>命令行中的同等命令：{command}</translation>
    </message>
    <message>
        <source>Discard this training run?</source>
        <translation>丢弃这次训练吗？</translation>
    </message>
</context>
<context>
    <name>RobustnessPage</name>
    <message>
        <source>Your drawing</source>
        <translation>您写的图形</translation>
    </message>
    <message>
        <source>{share} or more from {low} to {high}</source>
        <translation>从 {low} 到 {high} 不低于 {share}</translation>
    </message>
    <message>
        <source>Rotation, degrees</source>
        <translation>旋转（度）</translation>
    </message>
    <message>
        <source>Shift, pixels</source>
        <translation>平移（像素）</translation>
    </message>
    <message>
        <source>Noise, standard deviation</source>
        <translation>噪声（标准差）</translation>
    </message>
    <message>
        <source>Accuracy on 1,000 test digits for increasing distortion, with one distorted digit and its answer below.</source>
        <translation>1,000 个测试数字在失真逐渐增强时的准确率；下方为一个失真后的数字及其答案。</translation>
    </message>
    <message>
        <source>Classifying 1,000 test digits with 45 distortions…</source>
        <translation>正在识别带有 45 种失真的 1,000 个测试数字……</translation>
    </message>
    <message>
        <source>Run the model on distorted test digits to measure its robustness.</source>
        <translation>在失真的测试数字上运行模型，测量其鲁棒性。</translation>
    </message>
    <message>
        <source>Test digit</source>
        <translation>测试数字</translation>
    </message>
    <message>
        <source>Accuracy {accuracy} on the test digits.</source>
        <translation>测试数字上的准确率为 {accuracy}。</translation>
    </message>
    <message>
        <source>Rotated by {value} degrees</source>
        <translation>旋转 {value} 度</translation>
    </message>
    <message>
        <source>Shifted by {value} pixels</source>
        <translation>平移 {value} 像素</translation>
    </message>
    <message>
        <source>Scaled by {value}</source>
        <translation>缩放 {value} 倍</translation>
    </message>
    <message>
        <source>Strokes {value} pixels thicker on each side</source>
        <translation>笔画每侧加粗 {value} 像素</translation>
    </message>
    <message>
        <source>Noise, standard deviation {value}</source>
        <translation>噪声，标准差 {value}</translation>
    </message>
    <message>
        <source>Scale factor</source>
        <translation>缩放倍数</translation>
    </message>
    <message>
        <source>Stroke thickness, pixels per side</source>
        <translation>笔画粗细，每侧像素</translation>
    </message>
    <message>
        <source>Point at a curve to see the distorted digit.</source>
        <translation>指向曲线，查看失真后的数字。</translation>
    </message>
    <message>
        <source>Range with at least this accuracy</source>
        <translation>至少达到此准确率的范围</translation>
    </message>
    <message>
        <source>This digit: read as {answer}, confidence {confidence}.</source>
        <translation>此数字：识别为 {answer}，置信度 {confidence}。</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>below {share} everywhere</source>
        <translation>全程低于 {share}</translation>
    </message>
</context>
<context>
    <name>RunButtons</name>
    <message>
        <source>Pausing …</source>
        <translation>正在暂停……</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>正在停止……</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>正在取消……</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Use on the pad while training</source>
        <translation>训练时在手写板上使用(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>继续(&amp;R)</translation>
    </message>
    <message>
        <source>Pause training and free the processor.</source>
        <translation>暂停训练，释放处理器。</translation>
    </message>
    <message>
        <source>Train one epoch more than planned.</source>
        <translation>比计划多训练一轮。</translation>
    </message>
    <message>
        <source>Stop now and build the model from the current weights.</source>
        <translation>立即停止，用当前权重生成模型。</translation>
    </message>
    <message>
        <source>Stop without a model. The run can be resumed later.</source>
        <translation>停止且不生成模型。以后可以继续此训练。</translation>
    </message>
    <message>
        <source>The pad recognizes digits with the current weights of this model.</source>
        <translation>手写板用此模型的当前权重识别数字。</translation>
    </message>
    <message>
        <source>Resuming …</source>
        <translation>正在继续……</translation>
    </message>
    <message>
        <source>&amp;Add Epoch</source>
        <translation>增加一轮(&amp;A)</translation>
    </message>
    <message>
        <source>Stop and &amp;Keep</source>
        <translation>停止并保留(&amp;K)</translation>
    </message>
</context>
<context>
    <name>RunCurves</name>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>The faint line shows single batches, the dots whole epochs.</source>
        <translation>淡线表示各批次，圆点表示各轮。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>batches</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
</context>
<context>
    <name>RunSettings</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Your samples</source>
        <translation>您的样本</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>最佳轮</translation>
    </message>
    <message>
        <source>Data augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>Augmented copies</source>
        <translation>增强副本</translation>
    </message>
    <message>
        <source>The number of augmented copies of each training digit.</source>
        <translation>每个训练数字的增强副本数。</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Training data</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <source>The training set.</source>
        <translation>训练集。</translation>
    </message>
    <message>
        <source>Number of training digits, including synthetic ones.</source>
        <translation>训练数字的数量，包括合成数字。</translation>
    </message>
    <message>
        <source>Number of your own samples used for training.</source>
        <translation>训练所用的您自己的样本数量。</translation>
    </message>
    <message>
        <source>The epoch whose weights were kept.</source>
        <translation>保留其权重的轮次。</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>基础模型</translation>
    </message>
    <message>
        <source>The model that was fine-tuned with your corrections.</source>
        <translation>用您的更正进行微调的模型。</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>RunningView</name>
    <message>
        <source>starting …</source>
        <translation>正在启动……</translation>
    </message>
    <message>
        <source>epoch {epoch} of {epochs}</source>
        <translation>第 {epoch} 轮，共 {epochs} 轮</translation>
    </message>
    <message>
        <source>paused in epoch {epoch} of {epochs}</source>
        <translation>已暂停，第 {epoch} 轮，共 {epochs} 轮</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>You can keep drawing and close this window; training continues.</source>
        <translation>您可以继续书写，也可以关闭此窗口，训练会继续进行。</translation>
    </message>
    <message>
        <source>evaluating the finished model …</source>
        <translation>正在评估训练好的模型……</translation>
    </message>
    <message>
        <source>{model}: {phase_text}</source>
        <translation>{model}：{phase_text}</translation>
    </message>
    <message>
        <source>drawing the added ink, {done} of {total}</source>
        <translation>正在绘制加入的笔迹，{done} / {total}</translation>
    </message>
</context>
<context>
    <name>SaliencyPage</name>
    <message>
        <source>rather than {answer}</source>
        <translation>而不是 {answer}</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Gradient × ink</source>
        <translation>梯度 × 笔迹</translation>
    </message>
    <message>
        <source>Occlusion</source>
        <translation>遮挡</translation>
    </message>
    <message>
        <source>Grad-CAM</source>
        <translation>Grad-CAM</translation>
    </message>
    <message>
        <source>The pixels that determine the answer, found by four methods. Orange supports the class, blue opposes it.</source>
        <translation>用四种方法得到的决定答案的像素。橙色支持该类别，蓝色反对该类别。</translation>
    </message>
    <message>
        <source>Draw a digit on the pad to see which pixels determine the answer.</source>
        <translation>在手写板上写一个数字，查看哪些像素决定答案。</translation>
    </message>
    <message>
        <source>The effect of slightly more ink at each pixel on {name}.</source>
        <translation>每个像素处略微增加墨迹对 {name} 的影响。</translation>
    </message>
    <message>
        <source>The contribution of the existing ink to {name}.</source>
        <translation>现有墨迹对 {name} 的贡献。</translation>
    </message>
    <message>
        <source>The decrease of {name} when a small square hides the ink.</source>
        <translation>用小方块遮住墨迹时 {name} 的下降量。</translation>
    </message>
    <message>
        <source>The regions of the last convolution that support {name}.</source>
        <translation>最后一个卷积层中支持 {name} 的区域。</translation>
    </message>
    <message>
        <source>Explain the difference between this class and the answer</source>
        <translation>解释该类别与答案之间的差别</translation>
    </message>
    <message>
        <source>{name} (numbers)…</source>
        <translation>{name}（数值）…</translation>
    </message>
</context>
<context>
    <name>SaliencyTile</name>
    <message>
        <source>Values of the strongest colours</source>
        <translation>最深颜色对应的值</translation>
    </message>
</context>
<context>
    <name>SampleBrowser</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>{count} samples are now labelled {digit}.</source>
        <translation>{count} 个样本现在标为 {digit}。</translation>
    </message>
    <message>
        <source>{count} samples deleted; undo brings them back.</source>
        <translation>已删除 {count} 个样本；撤销可以恢复。</translation>
    </message>
    <message>
        <source>Reading {place} …</source>
        <translation>正在读取 {place} ……</translation>
    </message>
    <message>
        <source>{count} samples imported.</source>
        <translation>已导入 {count} 个样本。</translation>
    </message>
    <message>
        <source>{count} samples written to {place}.</source>
        <translation>已将 {count} 个样本写入 {place}。</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Keys 0 to 9 give the selected samples another label, Delete removes them</source>
        <translation>按 0 到 9 键为选中的样本改标签，按 Delete 键删除</translation>
    </message>
    <message>
        <source>&amp;Misread only</source>
        <translation>只看认错的(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>A &amp;file (IDX, CSV, ink)…</source>
        <translation>文件（IDX、CSV、笔迹）(&amp;F)…</translation>
    </message>
    <message>
        <source>A f&amp;older of pictures…</source>
        <translation>图片文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Pictures in folders…</source>
        <translation>分文件夹的图片(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;CSV…</source>
        <translation>CSV(&amp;C)…</translation>
    </message>
    <message>
        <source>I&amp;nk (JSON)…</source>
        <translation>笔迹（JSON）(&amp;N)…</translation>
    </message>
    <message>
        <source>1 sample imported.</source>
        <translation>已导入 1 个样本。</translation>
    </message>
    <message>
        <source>1 sample written to {place}.</source>
        <translation>已将 1 个样本写入 {place}。</translation>
    </message>
    <message>
        <source>1 sample is now labelled {digit}.</source>
        <translation>1 个样本现已标为 {digit}。</translation>
    </message>
    <message>
        <source>1 sample deleted; undo brings it back.</source>
        <translation>已删除 1 个样本；撤销可恢复。</translation>
    </message>
    <message>
        <source>&amp;Record Samples…</source>
        <translation>录制样本(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;IDX (MNIST format)…</source>
        <translation>IDX（MNIST 格式）(&amp;I)…</translation>
    </message>
    <message>
        <source>My Samples</source>
        <translation>我的样本</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Not a digit</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Writing {place} …</source>
        <translation>正在写入 {place}……</translation>
    </message>
    <message>
        <source>&amp;Not a Digit</source>
        <translation>不是数字(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Train on All Samples</source>
        <translation>用全部样本训练(&amp;T)</translation>
    </message>
    <message>
        <source>Mar&amp;k As</source>
        <translation>标记为(&amp;K)</translation>
    </message>
    <message>
        <source>No samples yet. Draw a digit on the pad; if the answer is wrong, press the key of the right digit. Or write some with Record Samples…, or import a file.</source>
        <translation>还没有样本。在手写板上写一个数字；如果答案错了，就按正确数字的键。也可以用“录制样本…”写一些，或者导入文件。</translation>
    </message>
    <message>
        <source>No sample of this kind. Choose All at the left to see the others.</source>
        <translation>没有这一类样本。在左边选择“全部”可以看到其他样本。</translation>
    </message>
</context>
<context>
    <name>SampleList</name>
    <message>
        <source>Label {label}, read as {read} by {model}, {when}</source>
        <translation>标签 {label}，{model} 识别为 {read}，{when}</translation>
    </message>
    <message>
        <source>Label {label}, {when}</source>
        <translation>标签 {label}，{when}</translation>
    </message>
</context>
<context>
    <name>SampleRecorder</name>
    <message>
        <source>Thank you!</source>
        <translation>谢谢！</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Write a {digit}</source>
        <translation>请写 {digit}</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>上一个(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一个(&amp;N)</translation>
    </message>
    <message>
        <source>Of {count} digits not used for training, {before} were read correctly before and {after} after training on the others. The model is now trained on all of them.</source>
        <translation>在未用于训练的 {count} 个数字中，训练前认对 {before} 个，用其余数字训练后认对 {after} 个。现在用全部数字训练模型。</translation>
    </message>
    <message>
        <source>Measuring the effect of training on your digits …</source>
        <translation>正在测量用您的数字训练的效果……</translation>
    </message>
    <message>
        <source>Write as usual. Press Space or Enter to continue.</source>
        <translation>照常书写。按空格键或回车键继续。</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>完成(&amp;F)</translation>
    </message>
    <message>
        <source>Recorded digits</source>
        <translation>已录制的数字</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>第 {number} 个，共 {total} 个</translation>
    </message>
    <message>
        <source>Record Samples</source>
        <translation>录制样本</translation>
    </message>
</context>
<context>
    <name>ScatterChart</name>
    <message>
        <source>{count} points in {classes} classes</source>
        <translation>{classes} 个类别，共 {count} 个点</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
</context>
<context>
    <name>ScheduleCurve</name>
    <message>
        <source>Learning rate over the run, at most {rate}.</source>
        <translation>训练过程中的学习率，最大 {rate}。</translation>
    </message>
    <message>
        <source>Learning rate curve</source>
        <translation>学习率曲线</translation>
    </message>
    <message>
        <source>{rate} after {share} of the run</source>
        <translation>训练进行到 {share} 时为 {rate}</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
</context>
<context>
    <name>SettingTexts</name>
    <message>
        <source>A multi-layer perceptron: every pixel is connected to every hidden unit.</source>
        <translation>多层感知机：每个像素都与每个隐藏单元相连。</translation>
    </message>
    <message>
        <source>A small convolutional network: a few 3 × 3 filters, then dense.</source>
        <translation>小型卷积网络：少量 3 × 3 滤波器，再接全连接层。</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>one cycle</source>
        <translation>单周期</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Hidden layers</source>
        <translation>隐藏层</translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation>隐藏单元</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>滤波器</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>核函数</translation>
    </message>
    <message>
        <source>Landmarks</source>
        <translation>地标点</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>MNIST digits</source>
        <translation>MNIST 数字</translation>
    </message>
    <message>
        <source>My own samples</source>
        <translation>我的样本</translation>
    </message>
    <message>
        <source>Synthetic digits</source>
        <translation>合成数字</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率变化</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>A support vector machine on histograms of oriented gradients.</source>
        <translation>基于方向梯度直方图（HOG）的支持向量机。</translation>
    </message>
    <message>
        <source>A support vector machine on Fourier and wave features.</source>
        <translation>基于傅里叶和波特征的支持向量机。</translation>
    </message>
    <message>
        <source>Softmax regression: a linear classifier on the pixels.</source>
        <translation>Softmax 回归：基于像素的线性分类器。</translation>
    </message>
    <message>
        <source>step</source>
        <translation>阶梯</translation>
    </message>
    <message>
        <source>The kind of model. Networks are trained in epochs, vector machines in one run of a solver.</source>
        <translation>模型的种类。网络分轮训练，向量机由求解器一次求解。</translation>
    </message>
    <message>
        <source>Initial weights</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <source>Start from random weights, or continue from a trained model.</source>
        <translation>从随机权重开始，或从已训练的模型继续。</translation>
    </message>
    <message>
        <source>The number of units in each hidden layer. More units are more accurate and slower.</source>
        <translation>每个隐藏层的单元数。单元越多越准确，也越慢。</translation>
    </message>
    <message>
        <source>The number of units in the dense layer before the output. More units are more accurate and slower.</source>
        <translation>输出层之前的全连接层的单元数。单元越多越准确，也越慢。</translation>
    </message>
    <message>
        <source>The nonlinear function after each layer. Without it, all layers together would be a single linear layer.</source>
        <translation>每层之后的非线性函数。没有它，所有层合起来只相当于一个线性层。</translation>
    </message>
    <message>
        <source>The fraction of units set to zero at random in each step, which reduces overfitting.</source>
        <translation>每一步随机置零的单元比例，可减少过拟合。</translation>
    </message>
    <message>
        <source>The number of convolution filters in each stage.</source>
        <translation>每一级的卷积滤波器数。</translation>
    </message>
    <message>
        <source>Layers per stage</source>
        <translation>每级层数</translation>
    </message>
    <message>
        <source>How two digits are compared: by the dot product of their features (linear), or by the distance between them (RBF).</source>
        <translation>比较两个数字的方式：用特征的点积（线性），或用它们之间的距离（RBF）。</translation>
    </message>
    <message>
        <source>Penalty C</source>
        <translation>惩罚系数 C</translation>
    </message>
    <message>
        <source>The penalty for margin violations. High values fit the training digits more closely, low values give a wider margin.</source>
        <translation>对违反间隔的惩罚。值大则更贴合训练数字，值小则间隔更宽。</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>核参数 γ</translation>
    </message>
    <message>
        <source>How fast the RBF kernel decreases with distance. With high values only close neighbours count.</source>
        <translation>RBF 核随距离衰减的快慢。值大时只有近邻起作用。</translation>
    </message>
    <message>
        <source>The number of training digits that approximate the kernel (Nyström method). More landmarks are more accurate and slower.</source>
        <translation>用来近似核函数的训练数字数（Nyström 方法）。地标点越多越准确，也越慢。</translation>
    </message>
    <message>
        <source>The features computed from the pixels, such as oriented gradients.</source>
        <translation>从像素计算出的特征，例如方向梯度。</translation>
    </message>
    <message>
        <source>Deskew</source>
        <translation>纠斜</translation>
    </message>
    <message>
        <source>Removes the slant of each digit before the features are computed.</source>
        <translation>计算特征之前消除每个数字的倾斜。</translation>
    </message>
    <message>
        <source>PCA components</source>
        <translation>PCA 主成分数</translation>
    </message>
    <message>
        <source>The number of principal components of the features; 0 keeps them all.</source>
        <translation>特征的主成分数；0 表示全部保留。</translation>
    </message>
    <message>
        <source>Calibration split</source>
        <translation>校准集比例</translation>
    </message>
    <message>
        <source>The fraction of the training digits that the probabilities are calibrated on. The final model is then trained on all digits.</source>
        <translation>用来校准概率的训练数字比例。最终模型随后用全部数字训练。</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>The solver stops at this distance from the optimum. Smaller values are more exact and slower.</source>
        <translation>求解器在与最优解相差这么多时停止。值越小越精确，也越慢。</translation>
    </message>
    <message>
        <source>L2 penalty</source>
        <translation>L2 正则化</translation>
    </message>
    <message>
        <source>The strength of L2 regularization, which keeps the weights small.</source>
        <translation>L2 正则化的强度，使权重保持较小。</translation>
    </message>
    <message>
        <source>Max. iterations</source>
        <translation>最大迭代次数</translation>
    </message>
    <message>
        <source>Training stops after this number of iterations, converged or not.</source>
        <translation>达到此迭代次数后停止训练，无论是否收敛。</translation>
    </message>
    <message>
        <source>The seed of the random numbers. The same seed gives the same model.</source>
        <translation>随机数的种子。种子相同，得到的模型也相同。</translation>
    </message>
    <message>
        <source>The number of MNIST training digits to use, at most 60,000. Fewer digits train faster.</source>
        <translation>使用的 MNIST 训练数字数，最多 60,000。越少训练越快。</translation>
    </message>
    <message>
        <source>How often each of your corrected or recorded digits is used per epoch; 0 leaves them out.</source>
        <translation>您更正过或录制的每个数字在一轮中使用的次数；0 表示不使用。</translation>
    </message>
    <message>
        <source>The number of digits generated by the program, with forms that are rare in MNIST, such as a crossed seven.</source>
        <translation>由程序生成的数字数，包含 MNIST 中少见的写法，例如带横线的 7。</translation>
    </message>
    <message>
        <source>Non-digits</source>
        <translation>非数字</translation>
    </message>
    <message>
        <source>The number of generated letters, symbols and scribbles, from which the model learns to reject what is not a digit.</source>
        <translation>生成的字母、符号和涂鸦的数量，模型由此学会拒识非数字。</translation>
    </message>
    <message>
        <source>Validation set</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>The number of digits not used for training. The model is evaluated on them after each epoch.</source>
        <translation>不参与训练的数字数。每轮之后用它们评估模型。</translation>
    </message>
    <message>
        <source>Own data set</source>
        <translation>自有数据集</translation>
    </message>
    <message>
        <source>Additional training data: a pair of IDX files like those of MNIST, or a folder of images with subfolders 0 to 9.</source>
        <translation>附加的训练数据：像 MNIST 那样的一对 IDX 文件，或含 0 到 9 子文件夹的图像文件夹。</translation>
    </message>
    <message>
        <source>Every digit is transformed at random each time it is used, so that the model generalizes to other handwriting.</source>
        <translation>每个数字每次使用时都做随机变换，使模型能适应其他笔迹。</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>The maximum rotation in degrees, in both directions.</source>
        <translation>两个方向上的最大旋转角度（度）。</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>The maximum relative change of width and of height: 0.1 means 90 to 110 percent.</source>
        <translation>宽和高各自的最大相对变化：0.1 表示 90% 到 110%。</translation>
    </message>
    <message>
        <source>Shear</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>The maximum horizontal displacement per pixel of height.</source>
        <translation>每一像素高度对应的最大水平位移。</translation>
    </message>
    <message>
        <source>The maximum shift in pixels, in every direction.</source>
        <translation>各个方向上的最大平移（像素）。</translation>
    </message>
    <message>
        <source>Elastic distortion</source>
        <translation>弹性形变</translation>
    </message>
    <message>
        <source>How far an elastic distortion moves the strokes, in pixels.</source>
        <translation>弹性形变使笔画移动的距离（像素）。</translation>
    </message>
    <message>
        <source>The smoothness of the elastic distortion in pixels. Small values distort details, large values the whole digit.</source>
        <translation>弹性形变的平滑度（像素）。值小则细节变形，值大则整个数字变形。</translation>
    </message>
    <message>
        <source>Stroke width</source>
        <translation>笔画粗细</translation>
    </message>
    <message>
        <source>The maximum change of the stroke width on each side, in pixels.</source>
        <translation>笔画每侧粗细的最大变化（像素）。</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>How much fainter or darker the ink may become.</source>
        <translation>墨色变淡或变浓的最大程度。</translation>
    </message>
    <message>
        <source>The number of passes through the training data.</source>
        <translation>遍历训练数据的次数。</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>The number of digits per training step. Small batches give more, noisier steps.</source>
        <translation>每个训练步使用的数字数。批次小则步数更多、噪声更大。</translation>
    </message>
    <message>
        <source>The step size of the optimizer. If it is too small, training is slow; if it is too large, training does not converge.</source>
        <translation>优化器的步长。太小则训练缓慢，太大则训练不收敛。</translation>
    </message>
    <message>
        <source>How the learning rate changes during training.</source>
        <translation>学习率在训练过程中的变化方式。</translation>
    </message>
    <message>
        <source>How the weights are updated from the gradients: SGD uses one step size, Adam adapts it for each weight.</source>
        <translation>由梯度更新权重的方式：SGD 使用统一的步长，Adam 为每个权重调整步长。</translation>
    </message>
    <message>
        <source>The fraction of the last update that is added to the next one.</source>
        <translation>上一次更新中加到下一次更新的比例。</translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation>Nesterov 动量</translation>
    </message>
    <message>
        <source>Nesterov momentum: the gradient is taken after the momentum step. Only for SGD.</source>
        <translation>Nesterov 动量：在动量步之后计算梯度。仅用于 SGD。</translation>
    </message>
    <message>
        <source>Reduces all weights a little in each step, which limits overfitting.</source>
        <translation>每一步都略微减小所有权重，可抑制过拟合。</translation>
    </message>
    <message>
        <source>Moves a part of the target probability to the other classes, so that the model is less overconfident.</source>
        <translation>把目标概率的一部分分给其他类别，使模型不过于自信。</translation>
    </message>
    <message>
        <source>Weight averaging</source>
        <translation>权重平均</translation>
    </message>
    <message>
        <source>The decay of an exponential moving average of the weights, which becomes the final model; 0 turns it off.</source>
        <translation>权重的指数滑动平均的衰减率，该平均值即最终模型；0 表示关闭。</translation>
    </message>
    <message>
        <source>Final plain epochs</source>
        <translation>末尾无增强轮数</translation>
    </message>
    <message>
        <source>The number of epochs at the end without data augmentation.</source>
        <translation>末尾不做数据增强的轮数。</translation>
    </message>
    <message>
        <source>The seed of the random numbers. The same seed and number of threads give exactly the same model.</source>
        <translation>随机数的种子。种子和线程数相同，得到的模型完全相同。</translation>
    </message>
    <message>
        <source>The number of processor cores to use; 0 uses all of them.</source>
        <translation>使用的处理器核心数；0 表示全部使用。</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>Elastic smoothness</source>
        <translation>形变平滑度</translation>
    </message>
    <message>
        <source>Pen digits</source>
        <translation>真实笔迹的数字</translation>
    </message>
    <message>
        <source>How many slightly varied copies of each digit of the included pen recordings are added. They were written by several hundred people.</source>
        <translation>为自带的每个手写数字添加多少份略有变化的副本。这些数字由数百人书写。</translation>
    </message>
    <message>
        <source>Pen letters</source>
        <translation>真实笔迹的字母</translation>
    </message>
    <message>
        <source>How many varied copies of each letter and symbol of the included pen recordings are added, from which the model learns to reject what is not a digit.</source>
        <translation>为自带的每个手写字母和符号添加多少份略有变化的副本，模型借此学会拒绝非数字。</translation>
    </message>
    <message>
        <source>A convolutional network: 5 × 5, then 3 × 3 filters, then dense. The most accurate model.</source>
        <translation>卷积网络：先 5 × 5、后 3 × 3 滤波器，再接全连接层。准确率最高的模型。</translation>
    </message>
    <message>
        <source>First filters</source>
        <translation>首级滤波器</translation>
    </message>
    <message>
        <source>The side of the filters of the first stage. With 3, the stage is like the others; with any other size, it is a single convolution.</source>
        <translation>第一级滤波器的边长。为 3 时，这一级与其他各级相同；为其他值时，这一级只有一个卷积层。</translation>
    </message>
    <message>
        <source>The number of convolutions in each stage of 3 × 3 filters.</source>
        <translation>每级 3 × 3 滤波器的卷积层数。</translation>
    </message>
</context>
<context>
    <name>ShortcutDialog</name>
    <message>
        <source>Keyboard pen</source>
        <translation>键盘笔</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Move four squares</source>
        <translation>移动四格</translation>
    </message>
    <message>
        <source>Shift + arrow keys</source>
        <translation>Shift + 方向键</translation>
    </message>
    <message>
        <source>Pen down, pen up</source>
        <translation>落笔、提笔</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
</context>
<context>
    <name>SpotPanel</name>
    <message>
        <source>at row {row}, column {column}</source>
        <translation>第 {row} 行，第 {column} 列</translation>
    </message>
    <message>
        <source>{layer} · unit {number}</source>
        <translation>{layer} · 单元 {number}</translation>
    </message>
    <message>
        <source>{layer} · map {number}</source>
        <translation>{layer} · 特征图 {number}</translation>
    </message>
    <message>
        <source>receptive field: {height} × {width} pixels</source>
        <translation>感受野：{height} × {width} 像素</translation>
    </message>
    <message>
        <source>Selected feature map</source>
        <translation>所选特征图</translation>
    </message>
    <message>
        <source>Receptive field in the drawing</source>
        <translation>图形中的感受野</translation>
    </message>
    <message>
        <source>receptive field: the whole drawing</source>
        <translation>感受野：整个图形</translation>
    </message>
    <message>
        <source>Landmark</source>
        <translation>地标点</translation>
    </message>
    <message>
        <source>gradients in the direction of {angle}°</source>
        <translation>方向为 {angle}° 的梯度</translation>
    </message>
    <message>
        <source>measured in {height} × {width} pixels</source>
        <translation>在 {height} × {width} 像素中测得</translation>
    </message>
</context>
<context>
    <name>StageTile</name>
    <message>
        <source>This step is skipped; click to include it.</source>
        <translation>此步骤已跳过；点击可恢复。</translation>
    </message>
    <message>
        <source>Click to skip this step and see its effect.</source>
        <translation>点击可跳过此步骤，查看其作用。</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
</context>
<context>
    <name>StageView</name>
    <message>
        <source>Ink</source>
        <translation>笔迹</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>重心</translation>
    </message>
    <message>
        <source>28 × 28</source>
        <translation>28 × 28</translation>
    </message>
    <message>
        <source>Edges</source>
        <translation>边缘</translation>
    </message>
    <message>
        <source>Directions</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>The current model uses these features.</source>
        <translation>当前模型使用这些特征。</translation>
    </message>
    <message>
        <source>The current model does not use these features.</source>
        <translation>当前模型不使用这些特征。</translation>
    </message>
    <message>
        <source>Edge strength at each pixel.</source>
        <translation>每个像素处的边缘强度。</translation>
    </message>
    <message>
        <source>Histogram of oriented gradients (HOG): the edge directions in each part of the picture. Bolder lines mean stronger edges.</source>
        <translation>方向梯度直方图（HOG）：图片各部分的边缘方向。线越粗，边缘越强。</translation>
    </message>
    <message>
        <source>Frequencies</source>
        <translation>频率</translation>
    </message>
    <message>
        <source>Fourier spectrum of the digit on a log scale, with low frequencies in the middle.</source>
        <translation>数字的傅里叶频谱（对数刻度），低频位于中间。</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Crops the ink, so that the position on the pad does not matter.</source>
        <translation>裁剪出墨迹，使其在手写板上的位置不影响结果。</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Scales the longer side to 20 pixels, so that the size does not matter.</source>
        <translation>将较长边缩放到 20 像素，使大小不影响结果。</translation>
    </message>
    <message>
        <source>Finds the centre of mass of the ink (the dot), which is moved to the middle as in the training digits.</source>
        <translation>求墨迹的质心（圆点），并像训练数字一样将其移到中间。</translation>
    </message>
    <message>
        <source>The input of the model: 28 × 28 pixels with the centre of mass in the middle.</source>
        <translation>模型的输入：28 × 28 像素，质心位于中间。</translation>
    </message>
    <message>
        <source>The drawing at its position on the pad.</source>
        <translation>手写板上的图形及其位置。</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>The picture, or the sheet of paper that was found in it, straightened.</source>
        <translation>整张图片，或在其中找到并拉正的纸张。</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>底色</translation>
    </message>
    <message>
        <source>What the paper would look like without ink: its colour and the light on it.</source>
        <translation>没有笔迹时纸面的样子：纸的颜色和照在上面的光。</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>How much each pixel differs from the paper.</source>
        <translation>每个像素与纸面相差多少。</translation>
    </message>
    <message>
        <source>No lines</source>
        <translation>去线</translation>
    </message>
    <message>
        <source>Removes ruled lines, squares and form boxes.</source>
        <translation>去除横线、方格和表格框。</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>字迹</translation>
    </message>
    <message>
        <source>Removes specks, and what reaches in from the edge.</source>
        <translation>去除斑点，以及从边缘伸进来的东西。</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Show Training</source>
        <translation>显示训练</translation>
    </message>
    <message>
        <source>Training {name}, which answers on the pad …</source>
        <translation>正在训练 {name}，书写板正在使用它……</translation>
    </message>
    <message>
        <source>Training {name} …</source>
        <translation>正在训练 {name}……</translation>
    </message>
    <message>
        <source>{name} is on trial</source>
        <translation>正在试用 {name}</translation>
    </message>
    <message>
        <source>Show Inspector</source>
        <translation>显示模型查看器</translation>
    </message>
    <message>
        <source>Unfinished training run</source>
        <translation>有未完成的训练</translation>
    </message>
    <message>
        <source>Loading {name} …; {answering} answers until then</source>
        <translation>正在加载 {name}……在此之前由 {answering} 识别</translation>
    </message>
    <message>
        <source>Loading {name} …</source>
        <translation>正在加载 {name}……</translation>
    </message>
</context>
<context>
    <name>StepPlayer</name>
    <message>
        <source>{count} values a second</source>
        <translation>每秒 {count} 个值</translation>
    </message>
    <message>
        <source>S&amp;tep</source>
        <translation>单步(&amp;T)</translation>
    </message>
    <message>
        <source>Compute the next value</source>
        <translation>计算下一个值</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>播放(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
</context>
<context>
    <name>StepTexts</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>one pixel</source>
        <translation>一个像素</translation>
    </message>
    <message>
        <source>The drawing as 28 × 28 values from 0 (paper) to 1 (ink). This is the input of the model.</source>
        <translation>图形，表示为 28 × 28 个 0（纸）到 1（墨）之间的值。这是模型的输入。</translation>
    </message>
    <message>
        <source>Each of the {count} filters computes a weighted sum of {window} × {window} pixels at each position of the {taken} input feature maps. The result is one feature map per filter.</source>
        <translation>{count} 个滤波器分别在 {taken} 个输入特征图的每个位置上计算 {window} × {window} 像素的加权和。每个滤波器得到一个特征图。</translation>
    </message>
    <message>
        <source>Keeps the maximum of each {window} × {window} pixels. The feature maps become smaller and less sensitive to small shifts.</source>
        <translation>保留每 {window} × {window} 像素中的最大值。特征图变小，对微小平移不那么敏感。</translation>
    </message>
    <message>
        <source>Each of the {count} units computes a weighted sum of all {taken} inputs.</source>
        <translation>{count} 个单元分别计算全部 {taken} 个输入的加权和。</translation>
    </message>
    <message>
        <source>Each of the {count} outputs computes a weighted sum of all {taken} inputs (the logits). Softmax turns the logits into probabilities; the largest is the answer.</source>
        <translation>{count} 个输出分别计算全部 {taken} 个输入的加权和（logits）。softmax 将其转换为概率；最大者为答案。</translation>
    </message>
    <message>
        <source>Computes {count} features of the drawing, such as its edge directions. This step has no learned parameters.</source>
        <translation>计算图形的 {count} 个特征，例如边缘方向。此步骤没有可学习的参数。</translation>
    </message>
    <message>
        <source>Projects the features onto the {count} principal components with the largest variance.</source>
        <translation>将特征投影到方差最大的 {count} 个主成分上。</translation>
    </message>
    <message>
        <source>Computes the similarity of the drawing to {count} training digits (landmarks): 1 for identical, towards 0 for different digits.</source>
        <translation>计算图形与 {count} 个训练数字（地标点）的相似度：相同为 1，差别越大越接近 0。</translation>
    </message>
    <message>
        <source>Each of the {count} filters computes a weighted sum of {window} × {window} pixels at each position of the drawing. The result is one feature map per filter.</source>
        <translation>{count} 个滤波器分别在图形的每个位置上计算 {window} × {window} 像素的加权和。每个滤波器得到一个特征图。</translation>
    </message>
    <message>
        <source>ReLU then sets negative values to zero.</source>
        <translation>然后 ReLU 将负值置为零。</translation>
    </message>
    <message>
        <source>Tanh then maps every sum to a value between −1 and 1.</source>
        <translation>然后 tanh 将每个和映射到 −1 与 1 之间。</translation>
    </message>
    <message>
        <source>The sigmoid then maps every sum to a value between 0 and 1.</source>
        <translation>然后 sigmoid 将每个和映射到 0 与 1 之间。</translation>
    </message>
    <message>
        <source>the whole drawing</source>
        <translation>整个图形</translation>
    </message>
    <message>
        <source>{size} pixels per position</source>
        <translation>每个位置 {size} 像素</translation>
    </message>
    <message>
        <source>Removes the slant of the drawing. This step has no learned parameters.</source>
        <translation>去除图形的倾斜。此步骤没有学习得到的参数。</translation>
    </message>
    <message>
        <source>The logit of the first class is 0, that of the second a weighted sum of all {taken} inputs. Softmax turns the logits into probabilities; the larger is the answer.</source>
        <translation>第一类的 logit 为 0，第二类的 logit 是全部 {taken} 个输入的加权和。softmax 将其转换为概率；较大者为答案。</translation>
    </message>
</context>
<context>
    <name>TimeChart</name>
    <message>
        <source>{name} at {moment}</source>
        <translation>{name}，时刻 {moment}</translation>
    </message>
    <message>
        <source>not a digit</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>Probabilities over time</source>
        <translation>概率随时间的变化</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
</context>
<context>
    <name>TimelinePage</name>
    <message>
        <source>After epoch {epoch}</source>
        <translation>第 {epoch} 轮之后</translation>
    </message>
    <message>
        <source>{seconds} s, stroke {number}</source>
        <translation>{seconds} 秒，第 {number} 笔</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Stacked</source>
        <translation>堆叠</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>折线</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Probabilities at this moment</source>
        <translation>此刻的概率</translation>
    </message>
    <message>
        <source>The class probabilities while you draw or over the training epochs. Drag the vertical line to select a moment.</source>
        <translation>书写过程中或各训练轮次的类别概率。拖动竖线可选择时刻。</translation>
    </message>
    <message>
        <source>Draw a digit on the pad to see how the probabilities change.</source>
        <translation>在手写板上写一个数字，查看概率如何变化。</translation>
    </message>
    <message>
        <source>This model has no snapshots of earlier epochs; newly trained models have them. Its training record is shown instead.</source>
        <translation>此模型没有较早轮次的快照；新训练的模型会保存快照。这里改为显示其训练记录。</translation>
    </message>
    <message>
        <source>This model was not trained in epochs or has no training record.</source>
        <translation>此模型不是按轮次训练的，或没有训练记录。</translation>
    </message>
    <message>
        <source>By stroke</source>
        <translation>按笔画</translation>
    </message>
    <message>
        <source>By epoch</source>
        <translation>按轮次</translation>
    </message>
    <message>
        <source>Probabilities over time (numbers)…</source>
        <translation>各时刻的概率（数值）…</translation>
    </message>
    <message>
        <source>not a digit: {share}</source>
        <translation>不是数字：{share}</translation>
    </message>
    <message>
        <source>Kind of chart</source>
        <translation>图表类型</translation>
    </message>
    <message>
        <source>The drawing at this moment</source>
        <translation>此刻的笔迹</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>A picture has no strokes. Draw a digit on the pad.</source>
        <translation>图片没有笔画。请在手写板上写一个数字。</translation>
    </message>
</context>
<context>
    <name>ToolRow</name>
    <message>
        <source>Pen width</source>
        <translation>笔的粗细</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Draw a digit</source>
        <translation>写一个数字</translation>
    </message>
    <message>
        <source>Write a digit from 0 to 9 on the pad. The model answers as you draw.</source>
        <translation>在手写板上写一个 0 到 9 的数字。您一边写，模型一边回答。</translation>
    </message>
    <message>
        <source>Watch the probabilities</source>
        <translation>看概率</translation>
    </message>
    <message>
        <source>Correct a wrong answer</source>
        <translation>纠正错误的答案</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>训练模型</translation>
    </message>
    <message>
        <source>Look inside the model</source>
        <translation>查看模型的内部</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>继续了解</translation>
    </message>
    <message>
        <source>Each bar is the probability of a digit. Draw on and watch them move.</source>
        <translation>每一条是一个数字的概率。接着写，看它们变化。</translation>
    </message>
    <message>
        <source>Wrong answer? Click the bar of the right digit, and the model learns it.</source>
        <translation>答案错了？点击正确的那一条，模型就会学习。</translation>
    </message>
    <message>
        <source>See what the model reads</source>
        <translation>看模型读到了什么</translation>
    </message>
    <message>
        <source>It reads 28 × 28 pixels, made in these steps. Untick one to skip it.</source>
        <translation>模型读取的是经过这些步骤得到的 28 × 28 像素。取消勾选可跳过一步。</translation>
    </message>
    <message>
        <source>Click Train…, choose Quick and start: your own model in a minute.</source>
        <translation>点击“训练…”，选择“快速”并开始：一分钟就有您自己的模型。</translation>
    </message>
    <message>
        <source>Inspect Model… ({key}) shows what each layer computes as you draw.</source>
        <translation>“查看模型…”（{key}）在您书写时显示每一层算出了什么。</translation>
    </message>
    <message>
        <source>Guide ({key}) explains all of this. Lessons build networks step by step.</source>
        <translation>“指南”（{key}）解释这里的一切。“课程”带您一步步搭建网络。</translation>
    </message>
</context>
<context>
    <name>TourCard</name>
    <message>
        <source>En&amp;d Tour</source>
        <translation>结束(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>上一步(&amp;B)</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>第 {number} 步，共 {count} 步</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一步(&amp;N)</translation>
    </message>
    <message>
        <source>Fi&amp;nish</source>
        <translation>完成(&amp;N)</translation>
    </message>
</context>
<context>
    <name>TrainingForm</name>
    <message>
        <source>Data augmentation</source>
        <translation>数据增强</translation>
    </message>
</context>
<context>
    <name>TrainingWindow</name>
    <message>
        <source>{sentence}.</source>
        <translation>{sentence}。</translation>
    </message>
    <message>
        <source>{model} in training</source>
        <translation>正在训练 {model}</translation>
    </message>
    <message>
        <source>Another training run is active; wait until it ends.</source>
        <translation>另一个训练正在进行，请等待其结束。</translation>
    </message>
    <message>
        <source>Run discarded. Your other models are unchanged.</source>
        <translation>已丢弃此次训练。您的其他模型没有变化。</translation>
    </message>
    <message>
        <source>Training stopped. You can resume it later.</source>
        <translation>训练已停止，以后可以继续。</translation>
    </message>
    <message>
        <source>{name} was added to your models and is now used on the pad.</source>
        <translation>{name} 已加入您的模型，手写板正在使用它。</translation>
    </message>
    <message>
        <source>Train Model</source>
        <translation>训练模型</translation>
    </message>
    <message>
        <source>The model was saved as {path}. The model library can import it from there.</source>
        <translation>模型已保存为 {path}。可以从那里将其导入模型库。</translation>
    </message>
    <message>
        <source>The model could not be saved: {problem}. It is kept in its training run.</source>
        <translation>无法保存模型：{problem}。模型仍保留在此次训练中。</translation>
    </message>
    <message>
        <source>Save Model &amp;As …</source>
        <translation>模型另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Save model</source>
        <translation>保存模型</translation>
    </message>
    <message>
        <source>Model file</source>
        <translation>模型文件</translation>
    </message>
</context>
<context>
    <name>UnfinishedRunRow</name>
    <message>
        <source>stopped after epoch {epoch} of {epochs}</source>
        <translation>停在第 {epoch} 轮，共 {epochs} 轮</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>finished, not yet kept or discarded</source>
        <translation>已完成，尚未保留或丢弃</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>started on {day}</source>
        <translation>{day} 开始</translation>
    </message>
    <message>
        <source>started today at {time}</source>
        <translation>今天 {time} 开始</translation>
    </message>
    <message>
        <source>accuracy {share}</source>
        <translation>准确率 {share}</translation>
    </message>
    <message>
        <source>Discard this training run?</source>
        <translation>丢弃这次训练吗？</translation>
    </message>
    <message>
        <source>View Result</source>
        <translation>查看结果</translation>
    </message>
</context>
<context>
    <name>UnfinishedRunsPanel</name>
    <message>
        <source>Unfinished Training Runs</source>
        <translation>未完成的训练</translation>
    </message>
</context>
<context>
    <name>UnitSwitches</name>
    <message>
        <source>Units</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>on</source>
        <translation>已打开</translation>
    </message>
    <message>
        <source>Unit {number}, {state}</source>
        <translation>单元 {number}，{state}</translation>
    </message>
</context>
<context>
    <name>WeightDetail</name>
    <message>
        <source>row {row}, column {column}</source>
        <translation>第 {row} 行，第 {column} 列</translation>
    </message>
    <message>
        <source>channel {channel}, row {row}, column {column}</source>
        <translation>通道 {channel}，第 {row} 行，第 {column} 列</translation>
    </message>
    <message>
        <source>Scroll to zoom, drag to move, double-click to reset</source>
        <translation>滚轮缩放，拖动平移，双击复位</translation>
    </message>
    <message>
        <source>Selected picture, enlarged</source>
        <translation>所选图片（放大）</translation>
    </message>
    <message>
        <source>Histogram of the values; bar heights are square roots of the counts</source>
        <translation>数值直方图；柱高为计数的平方根</translation>
    </message>
    <message>
        <source>Histogram of the values</source>
        <translation>数值直方图</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>L2 norm</source>
        <translation>L2 范数</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>零的比例</translation>
    </message>
</context>
<context>
    <name>WeightEditor</name>
    <message>
        <source>Set to &amp;zero</source>
        <translation>设为零(&amp;Z)</translation>
    </message>
    <message>
        <source>Values of this tensor</source>
        <translation>此张量的值</translation>
    </message>
    <message>
        <source>Selected value</source>
        <translation>所选值</translation>
    </message>
    <message>
        <source>Click a value to edit it</source>
        <translation>点击一个值进行编辑</translation>
    </message>
</context>
<context>
    <name>WeightViews</name>
    <message>
        <source>{step}: {count} filters</source>
        <translation>{step}：{count} 个滤波器</translation>
    </message>
    <message>
        <source>{step}: {count} units</source>
        <translation>{step}：{count} 个单元</translation>
    </message>
    <message>
        <source>Landmark {number}</source>
        <translation>地标点 {number}</translation>
    </message>
    <message>
        <source>Filter {number}</source>
        <translation>滤波器 {number}</translation>
    </message>
    <message>
        <source>Unit {number}</source>
        <translation>单元 {number}</translation>
    </message>
    <message>
        <source>Output weights</source>
        <translation>输出权重</translation>
    </message>
    <message>
        <source>Input weights of each hidden unit: ink on orange increases its value, ink on blue decreases it.</source>
        <translation>每个隐藏单元的输入权重：橙色处的墨迹使其值增大，蓝色处使其减小。</translation>
    </message>
    <message>
        <source>Each picture is one filter: its output is largest where the input is high on orange and low on blue.</source>
        <translation>每张图片是一个滤波器：输入在橙色处高、蓝色处低时输出最大。</translation>
    </message>
    <message>
        <source>One picture per digit: ink on orange supports it, ink on blue opposes it.</source>
        <translation>每个数字一张图片：橙色处的墨迹支持该数字，蓝色处反对该数字。</translation>
    </message>
    <message>
        <source>Landmarks: the training digits that each drawing is compared with, largest weight first.</source>
        <translation>地标点：与每个图形比较的训练数字，权重大的在前。</translation>
    </message>
    <message>
        <source>Each column is a unit, each row an output: orange is a positive, blue a negative weight.</source>
        <translation>每列是一个单元，每行是一个输出：橙色为正权重，蓝色为负权重。</translation>
    </message>
    <message>
        <source>All values of this tensor: orange is positive, blue negative.</source>
        <translation>此张量的所有值：橙色为正，蓝色为负。</translation>
    </message>
    <message>
        <source>One plane per digit</source>
        <translation>每个数字一个平面</translation>
    </message>
</context>
<context>
    <name>WeightsPage</name>
    <message>
        <source>row {row}, column {column}</source>
        <translation>第 {row} 行，第 {column} 列</translation>
    </message>
    <message>
        <source>unit {unit} for {output}</source>
        <translation>单元 {unit} → {output}</translation>
    </message>
    <message>
        <source>for {digit}</source>
        <translation>{digit}</translation>
    </message>
    <message>
        <source>Mean over all channels</source>
        <translation>所有通道的均值</translation>
    </message>
    <message>
        <source>Channel {number}</source>
        <translation>通道 {number}</translation>
    </message>
    <message>
        <source>Pictures of weights</source>
        <translation>权重图像</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>The weights of the model as colours: orange is positive, blue negative.</source>
        <translation>用颜色表示的模型权重：橙色为正，蓝色为负。</translation>
    </message>
    <message>
        <source>Contribution of a unit: the decrease of the answer&apos;s logit without it, by linear approximation</source>
        <translation>单元的贡献：去掉该单元后答案 logit 的下降量（线性近似）</translation>
    </message>
    <message>
        <source>All pictures (picture)…</source>
        <translation>全部图片（图片）…</translation>
    </message>
    <message>
        <source>Selected picture…</source>
        <translation>所选图片…</translation>
    </message>
    <message>
        <source>Sort by weight</source>
        <translation>按权重排序</translation>
    </message>
    <message>
        <source>Sort by number</source>
        <translation>按编号排序</translation>
    </message>
    <message>
        <source>Sort by similarity</source>
        <translation>按相似度排序</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Histogram…</source>
        <translation>直方图…</translation>
    </message>
    <message>
        <source>Sort by contribution to this answer</source>
        <translation>按对此答案的贡献排序</translation>
    </message>
    <message>
        <source>Heatmap…</source>
        <translation>热力图…</translation>
    </message>
    <message>
        <source>{tensor} minus {other}</source>
        <translation>{tensor} 减 {other}</translation>
    </message>
    <message>
        <source>{name} (numbers)…</source>
        <translation>{name}（数值）…</translation>
    </message>
    <message>
        <source>Sort by L2 norm</source>
        <translation>按 L2 范数排序</translation>
    </message>
</context>
<context>
    <name>WeightsView</name>
    <message>
        <source>Weights of the units in the first layer. Ink where the picture is orange raises the activation of the unit; ink where it is blue lowers it.</source>
        <translation>第一层各单元的权重。笔迹落在橙色处使单元的激活升高，落在蓝色处使其降低。</translation>
    </message>
    <message>
        <source>The distribution of the weights. Heights are square roots of the counts, so that rare large weights are visible.</source>
        <translation>权重的分布。高度为数量的平方根，使少数较大的权重也能看到。</translation>
    </message>
    <message>
        <source>unit {unit}, row {row}, column {column}</source>
        <translation>单元 {unit}，第 {row} 行，第 {column} 列</translation>
    </message>
    <message>
        <source>First layer</source>
        <translation>第一层</translation>
    </message>
    <message>
        <source>Histogram of the weights</source>
        <translation>权重直方图</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>{count} units</source>
        <translation>{count} 个单元</translation>
    </message>
</context>
<context>
    <name>WelcomeCard</name>
    <message>
        <source>Three things to try</source>
        <translation>三件可以试的事</translation>
    </message>
    <message>
        <source>1. Draw a 7 and watch the probabilities move with the pen.</source>
        <translation>1. 写一个 7，看概率怎样随着笔变化。</translation>
    </message>
    <message>
        <source>2. Train a network of your own in a minute: Train… at the upper right.</source>
        <translation>2. 用一分钟训练自己的网络：右上角的“训练…”。</translation>
    </message>
    <message>
        <source>Open the &amp;Guide</source>
        <translation>打开指南(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Do not show again</source>
        <translation>不再显示(&amp;D)</translation>
    </message>
    <message>
        <source>Quick &amp;Tour</source>
        <translation>快速导览(&amp;T)</translation>
    </message>
    <message>
        <source>3. Look inside the model while you draw: {key}.</source>
        <translation>3. 边写边查看模型的内部：{key}。</translation>
    </message>
</context>
<context>
    <name>controls</name>
    <message>
        <source>enter a number</source>
        <translation>请输入数值</translation>
    </message>
    <message>
        <source>enter whole numbers, such as 128, 64</source>
        <translation>请输入整数，例如 128, 64</translation>
    </message>
    <message>
        <source>enter a whole number</source>
        <translation>请输入整数</translation>
    </message>
</context>
<context>
    <name>durations</name>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} 小时</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>permission is missing</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>it exists already</source>
        <translation>它已存在</translation>
    </message>
    <message>
        <source>the file would be too large</source>
        <translation>文件将会过大</translation>
    </message>
    <message>
        <source>the disk reports an error</source>
        <translation>磁盘报告错误</translation>
    </message>
    <message>
        <source>it is a folder, expected a file</source>
        <translation>它是文件夹，应为文件</translation>
    </message>
    <message>
        <source>too many files are open</source>
        <translation>打开的文件过多</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>名称过长</translation>
    </message>
    <message>
        <source>there is no such file or folder</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>a part of the path is a file, expected a folder</source>
        <translation>路径中有一部分是文件，应为文件夹</translation>
    </message>
    <message>
        <source>the folder is not empty</source>
        <translation>文件夹不是空的</translation>
    </message>
    <message>
        <source>the file system is read-only</source>
        <translation>文件系统为只读</translation>
    </message>
    <message>
        <source>{files}: {reason}</source>
        <translation>{files}：{reason}</translation>
    </message>
    <message>
        <source>there is not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>{found}. {suggestion}</source>
        <translation>{found}。{suggestion}</translation>
    </message>
    <message>
        <source>an object with fields</source>
        <translation>带有字段的对象</translation>
    </message>
    <message>
        <source>{source}: nested more than {limit} deep</source>
        <translation>{source}：嵌套超过 {limit} 层</translation>
    </message>
    <message>
        <source>{source}: {field} is {found}, expected {expected}</source>
        <translation>{source}：{field} 为 {found}，应为{expected}</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>null</source>
        <translation>空值</translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation>{first}或{second}</translation>
    </message>
    <message>
        <source>one of {known}</source>
        <translation>{known} 之一</translation>
    </message>
    <message>
        <source>{source}: {error}</source>
        <translation>{source}：{error}</translation>
    </message>
    <message>
        <source>{source}: unknown field {field!r}; there are {known}</source>
        <translation>{source}：未知字段 {field!r}；现有：{known}</translation>
    </message>
    <message>
        <source>{source}: field {field!r} is missing</source>
        <translation>{source}：缺少字段 {field!r}</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>the content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>a list of {count}</source>
        <translation>含 {count} 项的列表</translation>
    </message>
    <message>
        <source>elastic smoothness must be at least 1 pixel, not {elastic_smoothness}</source>
        <translation>弹性平滑至少为 1 像素，而不是 {elastic_smoothness}</translation>
    </message>
    <message>
        <source>{path}: {item} count {count} needs {needed:,} bytes, file ends after {found:,}</source>
        <translation>{path}：{item}数量 {count} 需要 {needed:,} 字节，但文件在 {found:,} 字节后结束</translation>
    </message>
    <message>
        <source>{path}: IDX cannot hold numbers of type {dtype}</source>
        <translation>{path}：IDX 不能保存类型为 {dtype} 的数值</translation>
    </message>
    <message>
        <source>{path}: IDX cannot hold an array of shape {shape}</source>
        <translation>{path}：IDX 不能保存形状为 {shape} 的数组</translation>
    </message>
    <message>
        <source>item</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>{path}: {item} count {count} needs {needed:,} bytes, at most {limit:,} are allowed</source>
        <translation>{path}：{item}数量 {count} 需要 {needed:,} 字节，最多允许 {limit:,} 字节</translation>
    </message>
    <message>
        <source>{path}: {item} count {count} needs {needed:,} bytes, but the file is longer</source>
        <translation>{path}：{item}数量 {count} 需要 {needed:,} 字节，但文件更长</translation>
    </message>
    <message>
        <source>{path}: gzip data ends too early, its checksum is missing</source>
        <translation>{path}：gzip 数据过早结束，缺少校验和</translation>
    </message>
    <message>
        <source>{path}: not an IDX file; it starts with {found}, expected 00 00</source>
        <translation>{path}：不是 IDX 文件；它以 {found} 开头，应为 00 00</translation>
    </message>
    <message>
        <source>{path}: unknown IDX number type {code:02x}, expected one of {known}</source>
        <translation>{path}：未知的 IDX 数值类型 {code:02x}，应为 {known} 之一</translation>
    </message>
    <message>
        <source>{path}: {dimensions} dimensions, expected between 1 and {limit}</source>
        <translation>{path}：有 {dimensions} 个维度，应在 1 到 {limit} 之间</translation>
    </message>
    <message>
        <source>{path}: header of {needed} bytes expected, file ends after {found}</source>
        <translation>{path}：文件头应有 {needed} 字节，但文件在 {found} 字节后结束</translation>
    </message>
    <message>
        <source>{path}: cannot be read: {error}</source>
        <translation>{path}：无法读取：{error}</translation>
    </message>
    <message>
        <source>{path}: damaged gzip data ({error})</source>
        <translation>{path}：gzip 数据已损坏（{error}）</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>{place}: unknown kind of data; expected IDX images (with idx in the name), a folder with a folder for each digit, .csv, or a set of ink (.json, .json.gz)</source>
        <translation>{place}：未知的数据种类；应为 IDX 图像（名称中含 idx）、每个数字一个子文件夹的文件夹、.csv，或笔迹集（.json、.json.gz）</translation>
    </message>
    <message>
        <source>{place}: there is no such file or folder</source>
        <translation>{place}：没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>{place}: there are no digits in it</source>
        <translation>{place}：其中没有数字</translation>
    </message>
    <message>
        <source>{place}: only images in IDX and CSV files can be transposed, not {kind}</source>
        <translation>{place}：只有 IDX 和 CSV 文件中的图像可以转置，而不是 {kind}</translation>
    </message>
    <message>
        <source>{place}: there are no samples to write</source>
        <translation>{place}：没有可写入的样本</translation>
    </message>
    <message>
        <source>kind {kind!r} is unknown, expected one of {known}</source>
        <translation>未知的种类 {kind!r}，应为 {known} 之一</translation>
    </message>
    <message>
        <source>{images}: an IDX file of images has &apos;images&apos; in its name, such as digits-images-idx3-ubyte, and beside it one of the same name with &apos;labels&apos;</source>
        <translation>{images}：IDX 图像文件的名称中含有 &apos;images&apos;，例如 digits-images-idx3-ubyte，旁边还有一个同名但含 &apos;labels&apos; 的文件</translation>
    </message>
    <message>
        <source>{path}: item {number}: its label is {label!r}, expected a digit from 0 to 9</source>
        <translation>{path}：第 {number} 项：其标签为 {label!r}，应为 0 到 9 的数字</translation>
    </message>
    <message>
        <source>{path}: item {number}: it has no stroke</source>
        <translation>{path}：第 {number} 项：其中没有笔画</translation>
    </message>
    <message>
        <source>{path}: none of the samples has ink; they are images only</source>
        <translation>{path}：没有样本带有笔迹；它们只有图像</translation>
    </message>
    <message>
        <source>{path}: lines {first} to {last} are not numbers separated by commas</source>
        <translation>{path}：第 {first} 到 {last} 行不是以逗号分隔的数值</translation>
    </message>
    <message>
        <source>{path}: line {line}: label {label:g}, expected 0 to 9 in column {column}; column {other_column} has no labels either: line {other_line} has {other_label:g}</source>
        <translation>{path}：第 {line} 行：标签为 {label:g}，第 {column} 列应为 0 到 9；第 {other_column} 列也不是标签：第 {other_line} 行为 {other_label:g}</translation>
    </message>
    <message>
        <source>{path}: the heading has {count} columns of labels: {names}</source>
        <translation>{path}：表头中有 {count} 列标签：{names}</translation>
    </message>
    <message>
        <source>{path}: the heading names {count} columns, expected {expected}: a label and {pixels} pixels</source>
        <translation>{path}：表头有 {count} 列，应为 {expected} 列：一个标签和 {pixels} 个像素</translation>
    </message>
    <message>
        <source>{path}: line {line}: label {label:g}, expected 0 to 9</source>
        <translation>{path}：第 {line} 行：标签为 {label:g}，应为 0 到 9</translation>
    </message>
    <message>
        <source>{path}: line {line}: {count} columns, expected {expected}: a label and {pixels} pixels</source>
        <translation>{path}：第 {line} 行：有 {count} 列，应为 {expected} 列：一个标签和 {pixels} 个像素</translation>
    </message>
    <message>
        <source>{path}: line {line}: longer than {limit:,} bytes, expected {columns} numbers</source>
        <translation>{path}：第 {line} 行：长于 {limit:,} 字节，应为 {columns} 个数值</translation>
    </message>
    <message>
        <source>{path}: more than the {max_bytes:,} bytes or {max_lines:,} lines that are allowed</source>
        <translation>{path}：超过允许的 {max_bytes:,} 字节或 {max_lines:,} 行</translation>
    </message>
    <message>
        <source>{path}: line {line}: {error}</source>
        <translation>{path}：第 {line} 行：{error}</translation>
    </message>
    <message>
        <source>{path}: line {line}: column {column} is {pixel:g}, expected a whole number from 0 to 255, or in all lines fractions from 0 to 1</source>
        <translation>{path}：第 {line} 行：第 {column} 列为 {pixel:g}，应为 0 到 255 的整数，或者各行都是 0 到 1 的小数</translation>
    </message>
    <message>
        <source>{path}: line {line}: not text, but the byte {byte:#04x}</source>
        <translation>{path}：第 {line} 行：不是文本，而是字节 {byte:#04x}</translation>
    </message>
    <message>
        <source>{path}: line {line}: column {column} is {cell!r}, expected a number</source>
        <translation>{path}：第 {line} 行：第 {column} 列为 {cell!r}，应为数值</translation>
    </message>
    <message>
        <source>{folder}: not a folder; expected one with folders named 0 to 9</source>
        <translation>{folder}：不是文件夹；应为含有名为 0 到 9 的子文件夹的文件夹</translation>
    </message>
    <message>
        <source>{folder}: has no folder named 0 to 9 with pictures of that digit</source>
        <translation>{folder}：其中没有名为 0 到 9、存放相应数字图片的文件夹</translation>
    </message>
    <message>
        <source>{folder}: {count:,} pictures, at most {limit:,} are allowed</source>
        <translation>{folder}：有 {count:,} 张图片，最多允许 {limit:,} 张</translation>
    </message>
    <message>
        <source>{folder}: a file, expected a folder</source>
        <translation>{folder}：是文件，应为文件夹</translation>
    </message>
    <message>
        <source>{path}: no digit in it, the picture is blank</source>
        <translation>{path}：其中没有数字，图片是空白的</translation>
    </message>
    <message>
        <source>{path}: {dtype} numbers of shape {shape}, expected uint8 images (count, {side}, {side})</source>
        <translation>{path}：{dtype} 数值，形状 {shape}，应为 uint8 图像（数量，{side}，{side}）</translation>
    </message>
    <message>
        <source>{path}: {label_count} labels for the {image_count} images of {images_path}</source>
        <translation>{path}：{label_count} 个标签，而 {images_path} 有 {image_count} 个图像</translation>
    </message>
    <message>
        <source>{path}: {dtype} numbers of shape {shape}, expected whole numbers (count,), one-hot rows (count, {classes}) or QMNIST&apos;s int32 (count, {columns})</source>
        <translation>{path}：{dtype} 数值，形状 {shape}，应为整数（数量，）、独热编码的各行（数量，{classes}）或 QMNIST 的 int32（数量，{columns}）</translation>
    </message>
    <message>
        <source>{path}: label {label} at position {position}, expected 0 to {largest}</source>
        <translation>{path}：位置 {position} 的标签为 {label}，应为 0 到 {largest}</translation>
    </message>
    <message>
        <source>{path}: row {position} is {row}, expected one 1 and otherwise 0 (a one-hot label)</source>
        <translation>{path}：第 {position} 行为 {row}，应有一个 1，其余为 0（独热编码的标签）</translation>
    </message>
    <message>
        <source>the image of a sample is {side} x {side} bytes, not {shape} {dtype}</source>
        <translation>样本的图像为 {side} x {side} 字节，而不是 {shape} {dtype}</translation>
    </message>
    <message>
        <source>{path}: there is no sample {number}</source>
        <translation>{path}：没有样本 {number}</translation>
    </message>
    <message>
        <source>the samples are in use by another program; try again in a moment</source>
        <translation>样本正被其他程序使用；请稍后再试</translation>
    </message>
    <message>
        <source>the disk is full, nothing more can be stored; earlier samples are still there</source>
        <translation>磁盘已满，无法再保存；以前的样本仍在</translation>
    </message>
    <message>
        <source>the samples cannot be opened: the file or its folder cannot be written</source>
        <translation>无法打开样本：文件或其文件夹不可写</translation>
    </message>
    <message>
        <source>the samples cannot be opened: permission is missing</source>
        <translation>无法打开样本：没有权限</translation>
    </message>
    <message>
        <source>the samples cannot be read or written: the disk reports an error</source>
        <translation>无法读写样本：磁盘报告错误</translation>
    </message>
    <message>
        <source>{path}: a database of another program, not digitpad&apos;s samples</source>
        <translation>{path}：是其他程序的数据库，而不是 digitpad 的样本</translation>
    </message>
    <message>
        <source>{path}: samples of version {version} are newer than version {known} that this digitpad reads; update digitpad. The file was not changed</source>
        <translation>{path}：样本的版本 {version} 比此 digitpad 能读取的版本 {known} 更新；请更新 digitpad。文件没有更改</translation>
    </message>
    <message>
        <source>{folder}: the folder cannot be created: {error}</source>
        <translation>{folder}：无法新建文件夹：{error}</translation>
    </message>
    <message>
        <source>{path}: the samples have been closed ({error})</source>
        <translation>{path}：样本已关闭（{error}）</translation>
    </message>
    <message>
        <source>{path}: {reason}</source>
        <translation>{path}：{reason}</translation>
    </message>
    <message>
        <source>{path}: damaged, and cannot be set aside: {error}</source>
        <translation>{path}：已损坏，且无法移到一旁：{error}</translation>
    </message>
    <message>
        <source>the samples cannot be used: {error}</source>
        <translation>无法使用样本：{error}</translation>
    </message>
    <message>
        <source>{classifier} cannot be kept in a model file</source>
        <translation>{classifier} 无法保存到模型文件中</translation>
    </message>
    <message>
        <source>{classifier}: its answers are not finite numbers; its weights are useless, as after a training that diverged</source>
        <translation>{classifier}：它的答案不是有限的数值；其权重无法使用，例如训练发散之后</translation>
    </message>
    <message>
        <source>a model of digits takes 28 x 28 pixels; this classifier was fitted on other input, {count} numbers each</source>
        <translation>数字模型的输入为 28 x 28 像素；这个分类器是用其他输入拟合的，每个输入有 {count} 个数值</translation>
    </message>
    <message>
        <source>a model of digits has whole numbers as classes, but these are {found}</source>
        <translation>数字模型的类别为整数，而这些是 {found}</translation>
    </message>
    <message>
        <source>{name}: a vector machine cannot be written as ONNX, which has no counterpart to its features; {suffix}, .npz and CSV hold all its numbers</source>
        <translation>{name}：向量机无法写成 ONNX，因为其中没有与其特征对应的运算；{suffix}、.npz 和 CSV 包含它的全部数值</translation>
    </message>
    <message>
        <source>the model is of kind {found}, expected {expected}</source>
        <translation>模型的种类为 {found}，应为 {expected}</translation>
    </message>
    <message>
        <source>steps must be at least 1, penalty and tolerance at least 0</source>
        <translation>步数至少为 1，正则化和容差至少为 0</translation>
    </message>
    <message>
        <source>softmax regression&apos;s numbers grew too large; scale the rows</source>
        <translation>softmax 回归的数值过大；请缩放各行</translation>
    </message>
    <message>
        <source>neighbours must be at least 1, not {neighbours}</source>
        <translation>近邻数至少为 1，而不是 {neighbours}</translation>
    </message>
    <message>
        <source>the support vector machine has not settled after {most_steps} steps; a lower C or a larger tolerance helps</source>
        <translation>支持向量机在 {most_steps} 步之后仍未稳定；降低 C 或增大容差会有帮助</translation>
    </message>
    <message>
        <source>the exact solution takes up to {most:,} rows, not {count:,}</source>
        <translation>精确解最多接受 {most:,} 行，而不是 {count:,} 行</translation>
    </message>
    <message>
        <source>all rows have the same features; there is nothing to learn from</source>
        <translation>所有行的特征都相同；没有可学习的内容</translation>
    </message>
    <message>
        <source>{name} must be above 0, not {value}</source>
        <translation>{name} 必须大于 0，而不是 {value}</translation>
    </message>
    <message>
        <source>sparse matrices are not supported; X.toarray() gives a dense array</source>
        <translation>不支持稀疏矩阵；X.toarray() 可得到稠密数组</translation>
    </message>
    <message>
        <source>Complex data not supported; features are real numbers</source>
        <translation>不支持复数数据；特征须为实数</translation>
    </message>
    <message>
        <source>X has {ndim} dimensions, expected pictures (N, height, width) or rows (N, length). Reshape your data with X.reshape(1, -1) if it is a single row</source>
        <translation>X 有 {ndim} 个维度，应为图像（N，高，宽）或各行（N，长度）。如果只有一行，请用 X.reshape(1, -1) 改变其形状</translation>
    </message>
    <message>
        <source>Found array with 0 {what}(s) (shape={shape}) while a minimum of 1 is required.</source>
        <translation>数组含有 0 个 {what}（形状为 {shape}），至少需要 1 个。</translation>
    </message>
    <message>
        <source>X has {length} features, but {name} is expecting {expected} features as input (found shape {shape})</source>
        <translation>X 有 {length} 个特征，而 {name} 的输入应有 {expected} 个特征（现在的形状为 {shape}）</translation>
    </message>
    <message>
        <source>features are numbers, but these have type {dtype}</source>
        <translation>特征须为数值，而这些的类型为 {dtype}</translation>
    </message>
    <message>
        <source>pixels are uint8 from 0 to 255 or floats from 0 to 1, but these lie between {low:g} and {high:g}</source>
        <translation>像素须为 0 到 255 的 uint8 或 0 到 1 的浮点数，而这些在 {low:g} 到 {high:g} 之间</translation>
    </message>
    <message>
        <source>learning needs digits of at least two classes, not of one class</source>
        <translation>学习至少需要两个类别的数字，而不是一个类别</translation>
    </message>
    <message>
        <source>label {label} is not among the classes {classes}</source>
        <translation>标签 {label} 不在类别 {classes} 之中</translation>
    </message>
    <message>
        <source>fit requires y to be passed, but the target y is None</source>
        <translation>fit 需要传入 y，但目标 y 为 None</translation>
    </message>
    <message>
        <source>{count} digits need as many labels, not {shape}</source>
        <translation>{count} 个数字需要同样多的标签，而不是形状 {shape}</translation>
    </message>
    <message>
        <source>sample_weight has shape {shape}, expected ({count},): Sample weights must be 1D</source>
        <translation>sample_weight 的形状为 {shape}，应为 ({count},)：样本权重须为一维</translation>
    </message>
    <message>
        <source>sample weights are finite, 0 or more, and at least one weight is non-zero</source>
        <translation>样本权重须为有限的数值，不小于 0，且至少有一个不为 0</translation>
    </message>
    <message>
        <source>Feature names are only supported if all input features have string names, but your input has names of several types</source>
        <translation>只有全部输入特征的名称都是字符串时才支持特征名称，而您的输入含有多种类型的名称</translation>
    </message>
    <message>
        <source>y must be finite, but there are NaN or infinite labels (NaN, inf)</source>
        <translation>y 须为有限的数值，但其中有 NaN 或无穷大的标签（NaN、inf）</translation>
    </message>
    <message>
        <source>Unknown label type: continuous numbers are no classes</source>
        <translation>未知的标签类型：连续数值不能作为类别</translation>
    </message>
    <message>
        <source>features are numbers: {error}</source>
        <translation>特征须为数值：{error}</translation>
    </message>
    <message>
        <source>features must be finite, but there are NaN or infinite values (NaN, inf)</source>
        <translation>特征须为有限的数值，但其中有 NaN 或无穷大的值（NaN、inf）</translation>
    </message>
    <message>
        <source>{path}: a safetensors file, but its header has no digitpad entry</source>
        <translation>{path}：是 safetensors 文件，但文件头中没有 digitpad 的条目</translation>
    </message>
    <message>
        <source>{path}: tensor {missing} is missing</source>
        <translation>{path}：缺少张量 {missing}</translation>
    </message>
    <message>
        <source>{path}: tensor {surplus} does not belong to the architecture</source>
        <translation>{path}：张量 {surplus} 不属于此结构</translation>
    </message>
    <message>
        <source>calibration.temperature is {temperature}, expected a number above 0</source>
        <translation>calibration.temperature 为 {temperature}，应为大于 0 的数值</translation>
    </message>
    <message>
        <source>classes are {classes}, expected at least two different numbers</source>
        <translation>类别为 {classes}，应至少有两个不同的数字</translation>
    </message>
    <message>
        <source>{path}: not saved, since a figure of its description is not finite</source>
        <translation>{path}：未保存，因为其说明中有一个数值不是有限的</translation>
    </message>
    <message>
        <source>{path}: tensor {name} holds NaN or infinite values, which no model can answer with</source>
        <translation>{path}：张量 {name} 含有 NaN 或无穷大的值，这样的模型无法作答</translation>
    </message>
    <message>
        <source>{path}: its answer to a picture is not a finite number</source>
        <translation>{path}：它对图片的答案不是有限的数值</translation>
    </message>
    <message>
        <source>{path}: {error}</source>
        <translation>{path}：{error}</translation>
    </message>
    <message>
        <source>{path}: there is no such model file</source>
        <translation>{path}：没有这个模型文件</translation>
    </message>
    <message>
        <source>{path}: its header has no format_version, expected a whole number</source>
        <translation>{path}：其文件头没有 format_version，应为整数</translation>
    </message>
    <message>
        <source>{path}: format version {version} is newer than the {format_version} that this digitpad reads; a newer digitpad is needed</source>
        <translation>{path}：格式版本 {version} 比此 digitpad 能读取的 {format_version} 更新；需要更新的 digitpad</translation>
    </message>
    <message>
        <source>{path}: tensor {name} is {found_type} {found_shape}, expected {type} {shape}</source>
        <translation>{path}：张量 {name} 为 {found_type} {found_shape}，应为 {type} {shape}</translation>
    </message>
    <message>
        <source>calibration.{name} is {value}, expected a number from 0 to 1</source>
        <translation>calibration.{name} 为 {value}，应为 0 到 1 的数值</translation>
    </message>
    <message>
        <source>training diverged: the network&apos;s answers are not finite numbers</source>
        <translation>训练发散：网络的答案不是有限的数值</translation>
    </message>
    <message>
        <source>A lower learning rate than {rate:g} usually helps</source>
        <translation>把学习率降到 {rate:g} 以下通常有帮助</translation>
    </message>
    <message>
        <source>{classifier}: tensor {name} holds NaN or infinite values</source>
        <translation>{classifier}：张量 {name} 含有 NaN 或无穷大的值</translation>
    </message>
    <message>
        <source>{kind}: {parameter} is a {expected} such as {usual!r}, not {value!r}</source>
        <translation>{kind}：{parameter} 的类型是 {expected}，例如 {usual!r}，而不是 {value!r}</translation>
    </message>
    <message>
        <source>{features} needs pictures of 28 x 28 pixels, (N, 28, 28) or (N, 784), but these have shape {shape}</source>
        <translation>{features} 需要 28 x 28 像素的图像，即 (N, 28, 28) 或 (N, 784)，而这些的形状为 {shape}</translation>
    </message>
    <message>
        <source>kernel is one of {kernels}, not {kernel!r}</source>
        <translation>核函数是 {kernels} 之一，而不是 {kernel!r}</translation>
    </message>
    <message>
        <source>held_out lies in 0 &lt;= x &lt; 1, not {held_out}</source>
        <translation>held_out 须满足 0 &lt;= x &lt; 1，而不是 {held_out}</translation>
    </message>
    <message>
        <source>deskew needs features; without them rows are no pictures</source>
        <translation>纠斜需要特征；没有特征，各行就不是图像</translation>
    </message>
    <message>
        <source>all digits have the same features; there is nothing to learn from</source>
        <translation>所有数字的特征都相同；没有可学习的内容</translation>
    </message>
    <message>
        <source>{model} knows {count} classes, {data} has {classes}; only models of the same classes can be compared</source>
        <translation>{model} 认识 {count} 个类别，{data} 有 {classes} 个；只能比较类别相同的模型</translation>
    </message>
    <message>
        <source>no drawing is labelled with a class of the model, {classes}</source>
        <translation>没有笔迹的标签属于模型的类别 {classes}</translation>
    </message>
    <message>
        <source>a drawing labelled {label} of writer {writer!r} shows no ink</source>
        <translation>书写者 {writer!r} 的标签为 {label} 的笔迹中没有可见的墨迹</translation>
    </message>
    <message>
        <source>{name}: {count} digits of {found} classes, expected some of the {known} that the model knows</source>
        <translation>{name}：{found} 个类别的 {count} 个数字，应为模型认识的 {known} 个类别之内</translation>
    </message>
    <message>
        <source>stopped after {done:,} of {count:,}</source>
        <translation>已停止，完成了 {count:,} 个中的 {done:,} 个</translation>
    </message>
    <message>
        <source>{name}: there are no digits to change</source>
        <translation>{name}：没有可更改的数字</translation>
    </message>
    <message>
        <source>change {change!r} is not known; there are {changes}</source>
        <translation>没有变化方式 {change!r}；现有：{changes}</translation>
    </message>
    <message>
        <source>stopped after {done} of {total} changes</source>
        <translation>已停止，完成了 {total} 种变化中的 {done} 种</translation>
    </message>
    <message>
        <source>features must be a string such as &apos;hog+radial&apos;, not {names!r}</source>
        <translation>特征须为字符串，例如 &apos;hog+radial&apos;，而不是 {names!r}</translation>
    </message>
    <message>
        <source>waves lie between 0 and {highest}, not {waves}</source>
        <translation>波数在 0 到 {highest} 之间，而不是 {waves}</translation>
    </message>
    <message>
        <source>{orientations} directions, cells of {cell} pixels and blocks of {block} cells do not fit into {side} pixels</source>
        <translation>{orientations} 个方向、{cell} 像素的单元和 {block} 个单元的块放不进 {side} 像素</translation>
    </message>
    <message>
        <source>no digits to draw; name some, as in 2370</source>
        <translation>没有要画的数字；请给出一些，例如 2370</translation>
    </message>
    <message>
        <source>there is no example ink of {digit!r}; digits are 0 to 9, as in 2370</source>
        <translation>没有 {digit!r} 的示例笔迹；数字为 0 到 9，例如 2370</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>{path}: there is no drawing in it</source>
        <translation>{path}：其中没有图形</translation>
    </message>
    <message>
        <source>a grey picture has the shape (height, width), found {shape}</source>
        <translation>灰度图片的形状为（高，宽），而现在为 {shape}</translation>
    </message>
    <message>
        <source>a grey picture holds bytes or floats, not {dtype}</source>
        <translation>灰度图片由字节或浮点数组成，而不是 {dtype}</translation>
    </message>
    <message>
        <source>a grey picture of floats must lie between 0 and 1</source>
        <translation>浮点数灰度图片的值必须在 0 到 1 之间</translation>
    </message>
    <message>
        <source>{path}: a set of ink needs a list of items</source>
        <translation>{path}：笔迹集需要一个条目列表</translation>
    </message>
    <message>
        <source>{path}: array {missing} is missing; there are {arrays}</source>
        <translation>{path}：缺少数组 {missing}；现有：{arrays}</translation>
    </message>
    <message>
        <source>{path}: points are {dtype} {shape}, expected numbers (P, 2)</source>
        <translation>{path}：点为 {dtype} {shape}，应为数值 (P, 2)</translation>
    </message>
    <message>
        <source>{path}: there is no such file</source>
        <translation>{path}：没有这个文件</translation>
    </message>
    <message>
        <source>{path}: not a readable NumPy archive ({error})</source>
        <translation>{path}：不是可读取的 NumPy 存档（{error}）</translation>
    </message>
    <message>
        <source>{path}: {name} must be whole numbers of at least 1</source>
        <translation>{path}：{name} 必须是不小于 1 的整数</translation>
    </message>
    <message>
        <source>{path}: {name} add up to {sum:,}, but there are {total:,}</source>
        <translation>{path}：{name} 之和为 {sum:,}，但实有 {total:,}</translation>
    </message>
    <message>
        <source>{path}: item {number}: {error}</source>
        <translation>{path}：第 {number} 项：{error}</translation>
    </message>
    <message>
        <source>{name} must be numbers, {shape}</source>
        <translation>{name} 必须是数字，形状 {shape}</translation>
    </message>
    <message>
        <source>{name} must be {shape} numbers, found {found}</source>
        <translation>{name} 必须是 {shape} 个数字，实为 {found}</translation>
    </message>
    <message>
        <source>{name} must be finite and at most {max_coordinate:,.0f} in size</source>
        <translation>{name} 必须是有限的，且大小不超过 {max_coordinate:,.0f}</translation>
    </message>
    <message>
        <source>ink can be drawn on 1 to {max_side} pixels, not on {width} x {height}</source>
        <translation>笔迹可画在边长 1 到 {max_side} 像素的图片上，而不是 {width} x {height}</translation>
    </message>
    <message>
        <source>{source}: more than {limit:,} points</source>
        <translation>{source}：超过 {limit:,} 个点</translation>
    </message>
    <message>
        <source>{source}: format is {found!r}, expected &quot;{expected}&quot;</source>
        <translation>{source}：格式为 {found!r}，应为 &quot;{expected}&quot;</translation>
    </message>
    <message>
        <source>{source}: version is {version!r}, expected {current}; a newer digitpad may read it</source>
        <translation>{source}：版本为 {version!r}，应为 {current}；更新的 digitpad 也许可以读取</translation>
    </message>
    <message>
        <source>{name} must be a regular list of numbers</source>
        <translation>{name} 必须是整齐的数字列表</translation>
    </message>
    <message>
        <source>a stroke needs at least one point</source>
        <translation>一笔至少需要一个点</translation>
    </message>
    <message>
        <source>a stroke has {count:,} points, at most {limit:,} are possible</source>
        <translation>一笔有 {count:,} 个点，最多 {limit:,} 个</translation>
    </message>
    <message>
        <source>times must not be negative and never decrease</source>
        <translation>时间不能为负，也不能减小</translation>
    </message>
    <message>
        <source>pressures must lie between 0 and 1</source>
        <translation>压力必须在 0 到 1 之间</translation>
    </message>
    <message>
        <source>pen width must be above 0, not {pen_width}</source>
        <translation>笔宽必须大于 0，而不是 {pen_width}</translation>
    </message>
    <message>
        <source>empty ink has no bounds</source>
        <translation>空的笔迹没有边界</translation>
    </message>
    <message>
        <source>{source}: stroke {number}: {error}</source>
        <translation>{source}：第 {number} 笔：{error}</translation>
    </message>
    <message>
        <source>the network has no layer {layer!r}; its layers are {known}</source>
        <translation>网络没有层 {layer!r}；它的层有 {known}</translation>
    </message>
    <message>
        <source>{name} has shape {shape}, so no place {where}</source>
        <translation>{name} 的形状为 {shape}，因此没有位置 {where}</translation>
    </message>
    <message>
        <source>{path}: a figure is saved as .png or .svg</source>
        <translation>{path}：图表须存为 .png 或 .svg</translation>
    </message>
    <message>
        <source>a map is made by {pca} or {tsne}, not by {method!r}</source>
        <translation>数字图用 {pca} 或 {tsne} 生成，而不是 {method!r}</translation>
    </message>
    <message>
        <source>{tsne} needs scikit-learn, which is not installed: pip install &apos;digitpad[map]&apos;</source>
        <translation>{tsne} 需要 scikit-learn，但尚未安装：pip install &apos;digitpad[map]&apos;</translation>
    </message>
    <message>
        <source>{name}: a map needs at least three digits</source>
        <translation>{name}：图至少需要三个数字</translation>
    </message>
    <message>
        <source>a weight is a finite number, not {value}</source>
        <translation>权重是有限的数值，而不是 {value}</translation>
    </message>
    <message>
        <source>{layer!r} cannot be switched off; what can be: {known}</source>
        <translation>不能关闭 {layer!r}；可以关闭的有：{known}</translation>
    </message>
    <message>
        <source>{layer} has {count} units, so no unit {unit}</source>
        <translation>{layer} 有 {count} 个单元，因此没有单元 {unit}</translation>
    </message>
    <message>
        <source>tensor {tensor!r} cannot be changed; what can be: {tensors}</source>
        <translation>不能更改张量 {tensor!r}；可以更改的有：{tensors}</translation>
    </message>
    <message>
        <source>{tensor} has shape {shape}, so no place {index}</source>
        <translation>{tensor} 的形状为 {shape}，因此没有位置 {index}</translation>
    </message>
    <message>
        <source>method {method!r} is not known; there are {methods}</source>
        <translation>没有方法 {method!r}；现有：{methods}</translation>
    </message>
    <message>
        <source>the optimal input is for a class, not for an image</source>
        <translation>最优输入针对类别，而不是针对图像</translation>
    </message>
    <message>
        <source>the model has {shape} outputs, so no {output}</source>
        <translation>模型有 {shape} 个输出，因此没有 {output}</translation>
    </message>
    <message>
        <source>this model has no layer {layer!r}; there are {known}</source>
        <translation>此模型没有层 {layer!r}；现有：{known}</translation>
    </message>
    <message>
        <source>stopped after {start:,} of {count:,}</source>
        <translation>已停止，完成了 {count:,} 个中的 {start:,} 个</translation>
    </message>
    <message>
        <source>the model has {count} outputs, so no class {cls}</source>
        <translation>模型有 {count} 个输出，因此没有类别 {cls}</translation>
    </message>
    <message>
        <source>{file} was damaged ({reason}). It was set aside as {aside}.</source>
        <translation>{file} 已损坏（{reason}）。已移到一旁，名为 {aside}。</translation>
    </message>
    <message>
        <source>{file} is damaged ({reason}) and cannot be set aside: {error}</source>
        <translation>{file} 已损坏（{reason}），且无法移到一旁：{error}</translation>
    </message>
    <message>
        <source>Grad-CAM needs pictures, which {name} has not</source>
        <translation>Grad-CAM 需要图像，而 {name} 没有</translation>
    </message>
    <message>
        <source>Grad-CAM needs a convolution, and this network has none</source>
        <translation>Grad-CAM 需要卷积层，而此网络没有</translation>
    </message>
    <message>
        <source>the network has {classes} outputs, so no {output}</source>
        <translation>网络有 {classes} 个输出，因此没有 {output}</translation>
    </message>
    <message>
        <source>{name} has shape {shape} in one model and {other} in the other</source>
        <translation>{name} 在一个模型中的形状为 {shape}，在另一个模型中为 {other}</translation>
    </message>
    <message>
        <source>there is no tensor {name}, only {side}</source>
        <translation>没有张量 {name}，只有 {side}</translation>
    </message>
    <message>
        <source>nothing is drawn, so there is nothing to replay</source>
        <translation>没有书写内容，因此没有可重放的</translation>
    </message>
    <message>
        <source>a replay has at least one frame, not {frames}</source>
        <translation>重放至少有一帧，而不是 {frames} 帧</translation>
    </message>
    <message>
        <source>no models of earlier epochs were kept</source>
        <translation>没有保留较早各轮的模型</translation>
    </message>
    <message>
        <source>t-SNE failed: {reason}</source>
        <translation>t-SNE 失败：{reason}</translation>
    </message>
    <message>
        <source>t-SNE was stopped</source>
        <translation>t-SNE 已停止</translation>
    </message>
    <message>
        <source>units are ordered by contribution, norm or similarity, not {by!r}</source>
        <translation>单元按 contribution、norm 或 similarity 排列，而不是 {by!r}</translation>
    </message>
    <message>
        <source>ordering {count} units by contribution needs one for each</source>
        <translation>按贡献排列 {count} 个单元时，每个单元都需要一个贡献值</translation>
    </message>
    <message>
        <source>{name} is no convolution, so it has no filters</source>
        <translation>{name} 不是卷积层，因此没有滤波器</translation>
    </message>
    <message>
        <source>To go on from epoch {epoch} with a learning rate of {rate:g}, resume the run</source>
        <translation>要以学习率 {rate:g} 从第 {epoch} 轮继续，请继续此训练</translation>
    </message>
    <message>
        <source>{path}: no such run; {folder} holds all runs</source>
        <translation>{path}：没有这次训练；所有训练都在 {folder} 中</translation>
    </message>
    <message>
        <source>Something went wrong inside digitpad: {error}</source>
        <translation>digitpad 内部出错：{error}</translation>
    </message>
    <message>
        <source>What the program did is written in {path}</source>
        <translation>程序的运行记录写在 {path} 中</translation>
    </message>
    <message>
        <source>A file could not be read or written: {error}</source>
        <translation>无法读写文件：{error}</translation>
    </message>
    <message>
        <source>If the disk is full, make room and resume the run</source>
        <translation>如果磁盘已满，请腾出空间后继续训练</translation>
    </message>
    <message>
        <source>There is not enough memory for this</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>A smaller batch, network or set of digits takes less</source>
        <translation>更小的批次、网络或数字集占用更少</translation>
    </message>
    <message>
        <source>The checkpoint could not be written ({error}). Training goes on; the last one that was written is still there</source>
        <translation>无法写入检查点（{error}）。训练继续进行；上一个写好的检查点仍在</translation>
    </message>
    <message>
        <source>The model could not be saved in {folder} ({error})</source>
        <translation>无法把模型保存到 {folder}（{error}）</translation>
    </message>
    <message>
        <source>It is kept as {place}; `digitpad models import` takes it in</source>
        <translation>模型保留为 {place}；可用 `digitpad models import` 导入</translation>
    </message>
    <message>
        <source>The change could not be written down ({error})</source>
        <translation>无法记下更改（{error}）</translation>
    </message>
    <message>
        <source>The model could not be evaluated ({error})</source>
        <translation>无法评估模型（{error}）</translation>
    </message>
    <message>
        <source>The record of epoch {epoch} could not be written ({error})</source>
        <translation>无法写入第 {epoch} 轮的记录（{error}）</translation>
    </message>
    <message>
        <source>{name}: its file does not tell how it was trained</source>
        <translation>{name}：其文件没有说明它是如何训练的</translation>
    </message>
    <message>
        <source>nothing is left to learn from: {reason}</source>
        <translation>没有可学习的内容：{reason}</translation>
    </message>
    <message>
        <source>{name}: all {count} digits are labelled {found}; telling digits apart takes at least two classes</source>
        <translation>{name}：全部 {count} 个数字都标为 {found}；区分数字至少需要两个类别</translation>
    </message>
    <message>
        <source>there are no own samples yet</source>
        <translation>还没有您自己的样本</translation>
    </message>
    <message>
        <source>no data are chosen</source>
        <translation>没有选择数据</translation>
    </message>
    <message>
        <source>{model} learns in one go; it cannot start from a model</source>
        <translation>{model} 一次学完；不能从已有模型开始</translation>
    </message>
    <message>
        <source>{start}: its {what} are {found!r}, this plan&apos;s {wanted!r}; weights can only be taken over by a network of the same shape</source>
        <translation>{start}：其{what}为 {found!r}，而此计划的为 {wanted!r}；权重只能由形状相同的网络接用</translation>
    </message>
    <message>
        <source>preset {name!r} is not known; there are {presets}</source>
        <translation>没有预设 {name!r}；现有：{presets}</translation>
    </message>
    <message>
        <source>{model} learns in one go; nothing can be changed</source>
        <translation>{model} 一次学完；无法中途更改</translation>
    </message>
    <message>
        <source>The training process ended unexpectedly ({how})</source>
        <translation>训练进程意外结束（{how}）</translation>
    </message>
    <message>
        <source>Resume the run to go on from its last checkpoint</source>
        <translation>继续此训练可从其最近的检查点接着进行</translation>
    </message>
    <message>
        <source>{folder}: this run has no model yet</source>
        <translation>{folder}：此训练还没有模型</translation>
    </message>
    <message>
        <source>{folder}: this run is being trained; stop it first</source>
        <translation>{folder}：此训练正在进行；请先停止</translation>
    </message>
    <message>
        <source>{folder}: not a training run ({error})</source>
        <translation>{folder}：不是一次训练（{error}）</translation>
    </message>
    <message>
        <source>{parent}: this run is being trained already</source>
        <translation>{parent}：此训练已在进行</translation>
    </message>
    <message>
        <source>{name}: no such sweep; there are: {known}</source>
        <translation>没有名为 {name} 的参数搜索；现有：{known}</translation>
    </message>
    <message>
        <source>the processes of the sweep ended unexpectedly ({error})</source>
        <translation>参数搜索的进程意外结束（{error}）</translation>
    </message>
    <message>
        <source>at least one combination has to be drawn, not {count}</source>
        <translation>至少要抽取一个组合，而不是 {count} 个</translation>
    </message>
    <message>
        <source>a range goes from low to high, not {low} to {high}</source>
        <translation>范围须从小到大，而不是从 {low} 到 {high}</translation>
    </message>
    <message>
        <source>{name}: a range has endlessly many values; draw some of them</source>
        <translation>{name}：范围内有无穷多个值；请从中抽取一些</translation>
    </message>
    <message>
        <source>{name}: there are no values to try</source>
        <translation>{name}：没有可尝试的值</translation>
    </message>
    <message>
        <source>a sweep needs more packages: pip install &apos;digitpad[cluster]&apos;</source>
        <translation>参数搜索需要更多软件包：pip install &apos;digitpad[cluster]&apos;</translation>
    </message>
    <message>
        <source>{model} is swept over its parameters, {known}; {name} is none</source>
        <translation>{model} 可搜索的是它的参数 {known}；{name} 不在其中</translation>
    </message>
    <message>
        <source>there is no model {model!r}; there are: {known}</source>
        <translation>没有模型 {model!r}；现有：{known}</translation>
    </message>
    <message>
        <source>{path}: it learned from digits of preprocessing version {version}; this digitpad shows it those of version {preprocessing_version}</source>
        <translation>{path}：它学习的是预处理版本 {version} 的数字；此 digitpad 使用的是版本 {preprocessing_version}</translation>
    </message>
    <message>
        <source>there is no model {name!r} in the library; there are: {known}</source>
        <translation>模型库中没有模型 {name!r}；现有：{known}</translation>
    </message>
    <message>
        <source>{name} ships with digitpad and stays as it is; a duplicate can be changed</source>
        <translation>{name} 随 digitpad 提供，保持原样；可以修改它的副本</translation>
    </message>
    <message>
        <source>{bundled_models}: there is no model in this folder</source>
        <translation>{bundled_models}：此文件夹中没有模型</translation>
    </message>
    <message>
        <source>{path}: weights go to a folder or to a file ending in {known}</source>
        <translation>{path}：权重写入文件夹，或写入以 {known} 结尾的文件</translation>
    </message>
    <message>
        <source>a model needs a name</source>
        <translation>模型需要一个名称</translation>
    </message>
    <message>
        <source>a model&apos;s name has at most {longest} letters, not {count}</source>
        <translation>模型名称最多 {longest} 个字符，而不是 {count} 个</translation>
    </message>
    <message>
        <source>{name!r}: a model&apos;s name begins and ends with a letter or number, without {suffix}</source>
        <translation>{name!r}：模型名称须以字母或数字开头和结尾，且不带 {suffix}</translation>
    </message>
    <message>
        <source>{name!r} is a name that some systems keep for themselves</source>
        <translation>{name!r} 是某些系统保留的名称</translation>
    </message>
    <message>
        <source>there is a model called {name!r} already; choose another name</source>
        <translation>已有名为 {name!r} 的模型；请换一个名称</translation>
    </message>
    <message>
        <source>{path}: the deleted model is not there any more</source>
        <translation>{path}：已删除的模型不在了</translation>
    </message>
    <message>
        <source>{name} has no parameter {unknown!r}; its parameters are {known}</source>
        <translation>{name} 没有参数 {unknown!r}；它的参数有 {known}</translation>
    </message>
    <message>
        <source>{name} is a list of layer sizes such as {usual}, at most {most} of them, not {value!r}</source>
        <translation>{name} 是各层大小的列表，例如 {usual}，最多 {most} 层，而不是 {value!r}</translation>
    </message>
    <message>
        <source>{name} is a whole number from 1 to {most}, such as {usual}, not {value!r}</source>
        <translation>{name} 是 1 到 {most} 的整数，例如 {usual}，而不是 {value!r}</translation>
    </message>
    <message>
        <source>{name} is a number from 0 to below 1, not {value!r}</source>
        <translation>{name} 是不小于 0 且小于 1 的数值，而不是 {value!r}</translation>
    </message>
    <message>
        <source>{name} is text such as {usual!r}, not {value!r}</source>
        <translation>{name} 是文本，例如 {usual!r}，而不是 {value!r}</translation>
    </message>
    <message>
        <source>Winograd convolution needs kernels of 2 to 5 pixels, not {kernel_height} x {kernel_width}</source>
        <translation>Winograd 卷积需要 2 到 5 像素的核，而不是 {kernel_height} x {kernel_width}</translation>
    </message>
    <message>
        <source>a layer of kind {kind!r} has no description for other programs</source>
        <translation>类型为 {kind!r} 的层没有供其他程序使用的说明</translation>
    </message>
    <message>
        <source>a dense layer needs at least one unit, not {units}</source>
        <translation>全连接层至少需要一个单元，而不是 {units}</translation>
    </message>
    <message>
        <source>a dense layer takes flat vectors, not shape {input_shape}</source>
        <translation>全连接层接受一维向量，而不是形状 {input_shape}</translation>
    </message>
    <message>
        <source>a convolution needs at least one filter and a kernel of at least 1, not {filters} filters with kernel {kernel}</source>
        <translation>卷积至少需要一个滤波器和大小为 1 的核，而不是 {filters} 个滤波器和核 {kernel}</translation>
    </message>
    <message>
        <source>padding is &apos;valid&apos; or &apos;same&apos;, not {padding!r}</source>
        <translation>填充方式为 &apos;valid&apos; 或 &apos;same&apos;，而不是 {padding!r}</translation>
    </message>
    <message>
        <source>&apos;same&apos; needs an odd kernel, not {kernel}</source>
        <translation>&apos;same&apos; 需要奇数大小的核，而不是 {kernel}</translation>
    </message>
    <message>
        <source>a convolution takes (height, width, channels), not shape {input_shape}</source>
        <translation>卷积层接受（高，宽，通道），而不是形状 {input_shape}</translation>
    </message>
    <message>
        <source>an input of {height} x {width} pixels is smaller than the kernel of {kernel_height} x {kernel_width}</source>
        <translation>{height} x {width} 像素的输入小于 {kernel_height} x {kernel_width} 的核</translation>
    </message>
    <message>
        <source>a dropout rate lies in 0 &lt;= rate &lt; 1, not {rate}</source>
        <translation>丢弃率须满足 0 &lt;= x &lt; 1，而不是 {rate}</translation>
    </message>
    <message>
        <source>a network needs at least one layer</source>
        <translation>网络至少需要一层</translation>
    </message>
    <message>
        <source>writing ONNX needs the package onnx: pip install &apos;digitpad[onnx]&apos;</source>
        <translation>写入 ONNX 需要 onnx 包：pip install &apos;digitpad[onnx]&apos;</translation>
    </message>
    <message>
        <source>a layer of kind {kind!r} cannot be written as ONNX</source>
        <translation>类型为 {kind!r} 的层无法写成 ONNX</translation>
    </message>
    <message>
        <source>weight decay cannot be negative, but is {weight_decay}</source>
        <translation>权重衰减不能为负，但现为 {weight_decay}</translation>
    </message>
    <message>
        <source>momentum lies in 0 &lt;= momentum &lt; 1, not {momentum}</source>
        <translation>动量须满足 0 &lt;= x &lt; 1，而不是 {momentum}</translation>
    </message>
    <message>
        <source>the average&apos;s decay lies in 0 &lt; decay &lt; 1, not {decay}</source>
        <translation>平均的衰减须满足 0 &lt; x &lt; 1，而不是 {decay}</translation>
    </message>
    <message>
        <source>a pooling window needs a size of at least 1, not {size}</source>
        <translation>池化窗口的大小至少为 1，而不是 {size}</translation>
    </message>
    <message>
        <source>pooling by {size} needs an input of at least that height and width, not shape {input_shape}</source>
        <translation>大小为 {size} 的池化需要高和宽都不小于它的输入，而不是形状 {input_shape}</translation>
    </message>
    <message>
        <source>a drawing is a path, a PIL picture, an array (height, width), Ink, or a list of strokes, not {found}</source>
        <translation>图形可以是路径、PIL 图片、数组（高，宽）、Ink 或笔画列表，而不是 {found}</translation>
    </message>
    <message>
        <source>an array with a digit has shape (height, width), found {shape}</source>
        <translation>含有数字的数组形状为（高，宽），而现在为 {shape}</translation>
    </message>
    <message>
        <source>{source}: more than {max_bytes:,} bytes, which is no digit</source>
        <translation>{source}：超过 {max_bytes:,} 字节，不会是数字图片</translation>
    </message>
    <message>
        <source>{source}: the file is empty, expected a picture or ink</source>
        <translation>{source}：文件是空的，应为图片或笔迹</translation>
    </message>
    <message>
        <source>strokes are lists of points (x, y), but {error}</source>
        <translation>笔画是点 (x, y) 的列表，但 {error}</translation>
    </message>
    <message>
        <source>{source}: the picture is damaged ({error})</source>
        <translation>{source}：图片已损坏（{error}）</translation>
    </message>
    <message>
        <source>there are no own samples to learn from yet</source>
        <translation>还没有您自己的样本可供学习</translation>
    </message>
    <message>
        <source>{name} cannot learn from single corrections</source>
        <translation>{name} 不能从单次纠正中学习</translation>
    </message>
    <message>
        <source>the kernel of {count} landmarks is singular; fewer landmarks or other features may help</source>
        <translation>{count} 个地标点的核矩阵是奇异的；减少地标点或换用其他特征可能有帮助</translation>
    </message>
    <message>
        <source>the features are not finite numbers</source>
        <translation>特征不是有限的数值</translation>
    </message>
    <message>
        <source>the support vector machine overflowed; scale the features, or use a smaller C</source>
        <translation>支持向量机的数值溢出；请缩放特征，或使用更小的 C</translation>
    </message>
    <message>
        <source>{name} cannot be changed while a run goes on; what can is {changeable}</source>
        <translation>训练进行时不能更改 {name}；可以更改的有 {changeable}</translation>
    </message>
    <message>
        <source>{path}: this run was trained on other data ({trained_on}, {trained_count} images) than {name} with {count} images</source>
        <translation>{path}：此训练使用的数据（{trained_on}，{trained_count} 个图像）与 {name}（{count} 个图像）不同</translation>
    </message>
    <message>
        <source>{path}: this checkpoint was written by another digitpad</source>
        <translation>{path}：此检查点由另一版本的 digitpad 写入</translation>
    </message>
    <message>
        <source>{path}: there is no such checkpoint</source>
        <translation>{path}：没有这个检查点</translation>
    </message>
    <message>
        <source>{path}: tensor {name} is {found}, expected {expected}</source>
        <translation>{path}：张量 {name} 为 {found}，应为 {expected}</translation>
    </message>
    <message>
        <source>{source}: not the record of an epoch</source>
        <translation>{source}：不是一轮训练的记录</translation>
    </message>
    <message>
        <source>learning rate must be above 0, not {learning_rate}</source>
        <translation>学习率必须大于 0，而不是 {learning_rate}</translation>
    </message>
    <message>
        <source>there is no training setting {unknown!r}</source>
        <translation>没有名为 {unknown!r} 的训练设置</translation>
    </message>
    <message>
        <source>{name} must be at least {limit}, not {value}</source>
        <translation>{name}至少为 {limit}，而不是 {value}</translation>
    </message>
    <message>
        <source>{label} lies in 0 &lt;= x &lt; 1, not {found}</source>
        <translation>{label}须满足 0 &lt;= x &lt; 1，而不是 {found}</translation>
    </message>
    <message>
        <source>{name} {found!r} is not known; there are {known}</source>
        <translation>没有名为 {found!r} 的{name}；现有：{known}</translation>
    </message>
    <message>
        <source>{count} images cannot be held out of {total}</source>
        <translation>{total} 个图像中不能留出 {count} 个</translation>
    </message>
    <message>
        <source>nothing was learned yet</source>
        <translation>还没有学到任何内容</translation>
    </message>
    <message>
        <source>training diverged: {reason} in epoch {epoch}, step {step}; {kept}</source>
        <translation>训练发散：第 {epoch} 轮第 {step} 步，{reason}；{kept}</translation>
    </message>
    <message>
        <source>a batch of {batch_size} is larger than the training set of {image_count} images; choose a smaller batch</source>
        <translation>批次大小 {batch_size} 超过训练集的 {image_count} 个图像；请选择更小的批次</translation>
    </message>
    <message>
        <source>the model of epoch {epoch} is kept</source>
        <translation>保留第 {epoch} 轮的模型</translation>
    </message>
    <message>
        <source>the loss became {loss:.3g}</source>
        <translation>损失变为 {loss:.3g}</translation>
    </message>
    <message>
        <source>a weight became infinite</source>
        <translation>有一个权重变为无穷大</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>批次大小</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>学习率曲线</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>nesterov</source>
        <translation>Nesterov 动量</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>average decay</source>
        <translation>平均衰减</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证数量</translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation>合成数字的数量</translation>
    </message>
    <message>
        <source>non digits</source>
        <translation>非数字的数量</translation>
    </message>
    <message>
        <source>augmentation</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>plain epochs</source>
        <translation>无变化的轮数</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>rotation</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>scale</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>shear</source>
        <translation>倾斜</translation>
    </message>
    <message>
        <source>shift</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>elastic</source>
        <translation>弹性</translation>
    </message>
    <message>
        <source>elastic smoothness</source>
        <translation>弹性平滑</translation>
    </message>
    <message>
        <source>thickness</source>
        <translation>粗细</translation>
    </message>
    <message>
        <source>contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>MNIST has the parts train and test, not {part!r}</source>
        <translation>MNIST 有 train 和 test 两部分，没有 {part!r}</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>feature</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>architecture</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>initialization</source>
        <translation>初始化方法</translation>
    </message>
    <message>
        <source>an unexpected error occurred; see the error report</source>
        <translation>发生了意外错误；请查看错误报告</translation>
    </message>
    <message>
        <source>another program uses it</source>
        <translation>其他程序正在使用它</translation>
    </message>
    <message>
        <source>your share of the disk is full</source>
        <translation>您的磁盘配额已满</translation>
    </message>
    <message>
        <source>it has more pixels than can be opened</source>
        <translation>它的像素太多，无法打开</translation>
    </message>
    <message>
        <source>it is no picture of a known kind</source>
        <translation>它不是已知类型的图片</translation>
    </message>
    <message>
        <source>the label of a sample is a digit from 0 to 9, or {non_digit} for no digit, not {label!r}</source>
        <translation>样本的标签为 0 到 9 的数字，或以 {non_digit} 表示不是数字，而不是 {label!r}</translation>
    </message>
    <message>
        <source>{path}: array groups is missing, which tells the providers</source>
        <translation>{path}：缺少数组 groups，它说明由谁采集</translation>
    </message>
    <message>
        <source>{path}: item {number} is labelled {label!r}, expected {expected}</source>
        <translation>{path}：第 {number} 项的标签是 {label!r}，应为{expected}</translation>
    </message>
    <message>
        <source>{excluded}: item {number} of {name} is {found!r}, expected {label!r}; the list belongs to other data</source>
        <translation>{excluded}：{name} 的第 {number} 项是 {found!r}，应为 {label!r}；这份清单属于另一份数据</translation>
    </message>
    <message>
        <source>{path}: not a readable table ({error})</source>
        <translation>{path}：不是可读的表格（{error}）</translation>
    </message>
    <message>
        <source>{path}: this file of digitpad&apos;s pen ink is missing; installing digitpad again brings it back</source>
        <translation>{path}：缺少 digitpad 的这个笔迹文件；重新安装 digitpad 即可恢复</translation>
    </message>
    <message>
        <source>{path}: columns are {found}, expected {expected}</source>
        <translation>{path}：列为 {found}，应为 {expected}</translation>
    </message>
    <message>
        <source>0 to 9</source>
        <translation>0 到 9</translation>
    </message>
    <message>
        <source>a letter or symbol</source>
        <translation>字母或符号</translation>
    </message>
    <message>
        <source>{path}: line {line} names item {item!r} of {name!r}, expected an item&apos;s number, from 0, of {known}</source>
        <translation>{path}：第 {line} 行指的是 {name!r} 的第 {item!r} 项，应为 {known} 中从 0 开始的项号</translation>
    </message>
    <message>
        <source>{name} has {count} classes and {outputs} outputs; the last class can only become what is no digit where there are as many outputs, at least three</source>
        <translation>{name} 有 {count} 个类别和 {outputs} 个输出；只有两者数量相同且至少为三个时，最后一个类别才能改为“非数字”</translation>
    </message>
    <message>
        <source>synthetic ink, pen ink and non-digits need 28 x 28 pixels and the classes 0 to 9, but these are pictures of shape {shape} and {count} classes</source>
        <translation>合成笔迹、真实笔迹和非数字需要 28 x 28 像素以及类别 0 到 9，但这里是形状为 {shape} 的图片和 {count} 个类别</translation>
    </message>
    <message>
        <source>{path}: the drawing was not saved: {error}</source>
        <translation>{path}：图形未保存：{error}</translation>
    </message>
    <message>
        <source>{name} has changed since it was measured; measure it again</source>
        <translation>{name} 在测量之后已更改；请重新测量</translation>
    </message>
    <message>
        <source>{name} knows none of the labels of your samples</source>
        <translation>{name} 不认识您样本中的任何标签</translation>
    </message>
    <message>
        <source>a dot or a comma: too small for a digit</source>
        <translation>点或逗号：太小，不是数字</translation>
    </message>
    <message>
        <source>a dash, a minus or an equals sign: only flat lines</source>
        <translation>破折号、减号或等号：只有横线</translation>
    </message>
    <message>
        <source>a slash: a slanted line, longer than the digits beside it</source>
        <translation>斜杠：比旁边数字更长的斜线</translation>
    </message>
    <message>
        <source>a plus or times sign: two straight lines that cross</source>
        <translation>加号或乘号：两条相交的直线</translation>
    </message>
    <message>
        <source>a bracket: a thin line, both ends bent to the same side</source>
        <translation>括号：两端向同一侧弯曲的细线</translation>
    </message>
    <message>
        <source>{path}: this run was trained on other pen ink than this digitpad has</source>
        <translation>{path}：这次训练所用的笔迹与此 digitpad 自带的不同</translation>
    </message>
    <message>
        <source>pen digits</source>
        <translation>真实笔迹的数字</translation>
    </message>
    <message>
        <source>pen letters</source>
        <translation>真实笔迹的字母</translation>
    </message>
    <message>
        <source>the picture on the clipboard cannot be read</source>
        <translation>无法读取剪贴板中的图片</translation>
    </message>
    <message>
        <source>it is no ZIP file</source>
        <translation>不是 ZIP 文件</translation>
    </message>
    <message>
        <source>it has too many members</source>
        <translation>其中的成员过多</translation>
    </message>
    <message>
        <source>{name} is packed in another way</source>
        <translation>{name} 以其他方式压缩</translation>
    </message>
    <message>
        <source>{name} is not an array of numbers or texts</source>
        <translation>{name} 不是数字或文本数组</translation>
    </message>
    <message>
        <source>{name} does not have the size it says</source>
        <translation>{name} 的大小与其声明不符</translation>
    </message>
    <message>
        <source>it is a pipe or a device, expected a file</source>
        <translation>它是管道或设备，应为文件</translation>
    </message>
    <message>
        <source>{source}: gzip data ends too early</source>
        <translation>{source}：gzip 数据过早结束</translation>
    </message>
    <message>
        <source>{source}: damaged gzip data ({error})</source>
        <translation>{source}：gzip 数据已损坏（{error}）</translation>
    </message>
    <message>
        <source>{source}: more than the {limit:,} bytes allowed</source>
        <translation>{source}：超过允许的 {limit:,} 字节</translation>
    </message>
    <message>
        <source>{source}: not valid JSON after its items</source>
        <translation>{source}：各项之后不是有效的 JSON</translation>
    </message>
    <message>
        <source>{source}: cannot be read: {error}</source>
        <translation>{source}：无法读取：{error}</translation>
    </message>
    <message>
        <source>{source}: more than the {limit:,} items allowed</source>
        <translation>{source}：超过允许的 {limit:,} 项</translation>
    </message>
    <message>
        <source>{source}: not valid JSON, which is text in UTF-8</source>
        <translation>{source}：不是有效的 JSON（应为 UTF-8 文本）</translation>
    </message>
    <message>
        <source>{source}: not valid JSON ({error})</source>
        <translation>{source}：不是有效的 JSON（{error}）</translation>
    </message>
    <message>
        <source>its tensors take {expected:,} bytes, but there are {found:,}</source>
        <translation>其张量需要 {expected:,} 字节，实际有 {found:,} 字节</translation>
    </message>
    <message>
        <source>{source}: not a readable {what}; it is damaged, incomplete or of another kind ({reason})</source>
        <translation>{source}：不是可读取的{what}；它已损坏、不完整或属于其他类型（{reason}）</translation>
    </message>
    <message>
        <source>{source}: tensor {name} is missing</source>
        <translation>{source}：缺少张量 {name}</translation>
    </message>
    <message>
        <source>{source}: the file became shorter while it was read</source>
        <translation>{source}：读取时文件变短了</translation>
    </message>
    <message>
        <source>tensor {name} is {dtype} {shape}, expected one of {known}</source>
        <translation>张量 {name} 为 {dtype} {shape}，应为 {known} 之一</translation>
    </message>
    <message>
        <source>tensor {name} does not lie where its shape says</source>
        <translation>张量 {name} 的位置与其形状不符</translation>
    </message>
    <message>
        <source>its header is not an object</source>
        <translation>其文件头不是对象</translation>
    </message>
    <message>
        <source>a date and time with its time zone, such as 2026-11-29T10:15:00+00:00</source>
        <translation>带时区的日期和时间，例如 2026-11-29T10:15:00+00:00</translation>
    </message>
    <message>
        <source>{name} must be {expected}, not {value}</source>
        <translation>{name}必须是{expected}，而不是 {value}</translation>
    </message>
    <message>
        <source>{name} can be at most {limit:,}, not {value}</source>
        <translation>{name}最多为 {limit:,}，而不是 {value}</translation>
    </message>
    <message>
        <source>{name}: {count} samples are damaged and left out; all others are there</source>
        <translation>{name}：{count} 个样本已损坏，未列出；其余样本都在</translation>
    </message>
    <message>
        <source>the samples are damaged; at the next start, what can be read of them goes into a new file</source>
        <translation>样本已损坏；下次启动时，可读取的部分会存入新文件</translation>
    </message>
    <message>
        <source>the samples cannot be changed: the file is read-only, or the disk is full</source>
        <translation>样本无法更改：文件是只读的，或磁盘已满</translation>
    </message>
    <message>
        <source>{path}: the samples can be read, but nothing can be stored; the file is read-only</source>
        <translation>{path}：样本可以读取，但无法保存新内容；该文件是只读的</translation>
    </message>
    <message>
        <source>{name} was damaged ({error}). It was set aside as {aside}; {count} samples could be saved from it into a new file.</source>
        <translation>{name} 已损坏（{error}），已另存为 {aside}；从中恢复了 {count} 个样本并存入新文件。</translation>
    </message>
    <message>
        <source>{path}: the samples can be read, but nothing can be stored ({error})</source>
        <translation>{path}：样本可以读取，但无法保存新内容（{error}）</translation>
    </message>
    <message>
        <source>{path}: not saved, since its description holds text that is no valid text (UTF-8)</source>
        <translation>{path}：未保存，因为其说明中含有无效的文本（UTF-8）</translation>
    </message>
    <message>
        <source>model file</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <source>features are named once each, not {names!r}</source>
        <translation>每种特征只能写一次，不能是 {names!r}</translation>
    </message>
    <message>
        <source>There are far fewer samples than before; the personal model that had learned from all of them is kept as {name}</source>
        <translation>样本比以前少得多；从全部样本学习的个人模型已保留为 {name}</translation>
    </message>
    <message>
        <source>the picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>{source}: no pixels ({width} x {height})</source>
        <translation>{source}：没有像素（{width} x {height}）</translation>
    </message>
    <message>
        <source>{source}: {width:,} x {height:,} pixels are more than the {limit:,} allowed</source>
        <translation>{source}：{width:,} x {height:,} 像素，超过允许的 {limit:,} 像素</translation>
    </message>
    <message>
        <source>{source}: some of its values are not finite numbers</source>
        <translation>{source}：其中有不是有限数值的值</translation>
    </message>
    <message>
        <source>{source}: cannot be read ({error})</source>
        <translation>{source}：无法读取（{error}）</translation>
    </message>
    <message>
        <source>{source}: neither digitpad ink nor a picture; PNG, JPEG, GIF, BMP, PPM, TIFF, WebP, AVIF and HEIC can be opened</source>
        <translation>{source}：既不是 digitpad 笔迹，也不是图片；可以打开 PNG、JPEG、GIF、BMP、PPM、TIFF、WebP、AVIF 和 HEIC</translation>
    </message>
    <message>
        <source>{source}: to read HEIC, install pillow-heif (pip install &apos;digitpad[heic]&apos;), or save the picture as JPEG or PNG</source>
        <translation>{source}：要读取 HEIC，请安装 pillow-heif（pip install &apos;digitpad[heic]&apos;），或将图片另存为 JPEG 或 PNG</translation>
    </message>
    <message>
        <source>{path}: more than the {limit:,} drawings allowed</source>
        <translation>{path}：超过允许的 {limit:,} 幅手写图</translation>
    </message>
    <message>
        <source>{path}: not valid JSON, which is text in UTF-8</source>
        <translation>{path}：不是有效的 JSON（应为 UTF-8 文本）</translation>
    </message>
    <message>
        <source>{path}: {name} must be finite and at most {max_coordinate:,.0f} in size</source>
        <translation>{path}：{name} 必须是有限数，绝对值不超过 {max_coordinate:,.0f}</translation>
    </message>
    <message>
        <source>{path}: {name} can be at most {limit:,}</source>
        <translation>{path}：{name} 最多为 {limit:,}</translation>
    </message>
    <message>
        <source>{path}: {name} are {dtype} {shape}, expected one text or number for each of {count}</source>
        <translation>{path}：{name} 为 {dtype} {shape}，{count} 项中每项应有一个文本或数字</translation>
    </message>
    <message>
        <source>{source}: more than {limit:,} strokes</source>
        <translation>{source}：超过 {limit:,} 个笔画</translation>
    </message>
    <message>
        <source>{name} must be numbers</source>
        <translation>{name} 必须是数字</translation>
    </message>
    <message>
        <source>it holds {found}, expected {expected}</source>
        <translation>其内容为 {found}，应为 {expected}</translation>
    </message>
    <message>
        <source>it holds NaN or infinite values</source>
        <translation>其中有 NaN 或无穷大</translation>
    </message>
    <message>
        <source>it holds shares that are not from 0 to 1</source>
        <translation>其中有不在 0 到 1 之间的比例</translation>
    </message>
    <message>
        <source>it names digits that are not in the set</source>
        <translation>其中提到了数据集里没有的数字</translation>
    </message>
    <message>
        <source>its classes are not those of the digits</source>
        <translation>其类别与数字的类别不符</translation>
    </message>
    <message>
        <source>kept result</source>
        <translation>已保存的结果</translation>
    </message>
    <message>
        <source>Make room and train again</source>
        <translation>请腾出空间后重新训练</translation>
    </message>
    <message>
        <source>{name!r} will be the name of the model of run {run}, which is not finished; resume or discard that, or choose another name</source>
        <translation>{name!r} 将是尚未完成的训练 {run} 的模型名称；请继续或丢弃该训练，或选择其他名称</translation>
    </message>
    <message>
        <source>{place!a}: this name is no valid text (UTF-8); rename it first</source>
        <translation>{place!a}：此名称不是有效的文本（UTF-8）；请先重命名</translation>
    </message>
    <message>
        <source>choose another place</source>
        <translation>请选择其他位置</translation>
    </message>
    <message>
        <source>{place}: cannot be written ({error}); {way_out}</source>
        <translation>{place}：无法写入（{error}）；{way_out}</translation>
    </message>
    <message>
        <source>the environment variable DIGITPAD_HOME chooses another folder</source>
        <translation>环境变量 DIGITPAD_HOME 可指定其他文件夹</translation>
    </message>
    <message>
        <source>{name!a}: a model&apos;s name cannot have {wrong!a} in it</source>
        <translation>{name!a}：模型名称中不能有 {wrong!a}</translation>
    </message>
    <message>
        <source>{name!r}: a model&apos;s name has at most {limit} bytes in a file system, not {size}</source>
        <translation>{name!r}：模型名称在文件系统中最多 {limit} 字节，而不是 {size} 字节</translation>
    </message>
    <message>
        <source>{folder}: another program is changing the models; try again in a moment</source>
        <translation>{folder}：另一个程序正在更改模型；请稍后再试</translation>
    </message>
    <message>
        <source>{path}: labels of own samples are not from 0 to 9</source>
        <translation>{path}：自有样本的标签不在 0 到 9 之间</translation>
    </message>
    <message>
        <source>{path}: tensor {name} holds NaN or infinite values</source>
        <translation>{path}：张量 {name} 含有 NaN 或无穷大的值</translation>
    </message>
    <message>
        <source>{path}: its epochs are not those before the next one</source>
        <translation>{path}：其轮次记录与当前轮次不符</translation>
    </message>
    <message>
        <source>{path}: its position in the run is not possible</source>
        <translation>{path}：其在训练中的位置不可能</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>copies is a whole number from 0 to 1000, not {copies!r}</source>
        <translation>copies 是 0 到 1000 的整数，不能是 {copies!r}</translation>
    </message>
    <message>
        <source>its first part does not fit into the file</source>
        <translation>其开头部分超出了文件</translation>
    </message>
    <message>
        <source>its first part is not an object</source>
        <translation>其开头部分不是对象</translation>
    </message>
    <message>
        <source>there is no change {change!r}; there are {known}</source>
        <translation>没有名为 {change!r} 的变化；可用的有 {known}</translation>
    </message>
    <message>
        <source>there is no experiment {name!r}; there are {known}</source>
        <translation>没有名为 {name!r} 的实验；可用的有 {known}</translation>
    </message>
    <message>
        <source>{name} is from {least} to {most}, not {value}</source>
        <translation>{name} 应在 {least} 到 {most} 之间，而不是 {value}</translation>
    </message>
    <message>
        <source>{experiment}: {name} is like {usual!r}, not {value!r}</source>
        <translation>{experiment}：{name} 应类似于 {usual!r}，而不是 {value!r}</translation>
    </message>
    <message>
        <source>there is no lesson {name!r}; there are {names}, and Markdown files</source>
        <translation>没有名为 {name!r} 的课程；可用的有 {names}，以及 Markdown 文件</translation>
    </message>
    <message>
        <source>{path}: a lesson begins with one heading (# Title), and has steps (## Title)</source>
        <translation>{path}：课程以一个标题（# 标题）开头，并包含步骤（## 标题）</translation>
    </message>
    <message>
        <source>{where}: a result holds figures such as {example}; found {line}</source>
        <translation>{where}：结果中的数值写作 {example}；实际为 {line}</translation>
    </message>
    <message>
        <source>{where}: a check is a figure, &lt; or &gt;, and a number, such as accuracy &gt; 0.9; found {line}</source>
        <translation>{where}：检查由一个数值名、&lt; 或 &gt; 和一个数组成，例如 accuracy &gt; 0.9；实际为 {line}</translation>
    </message>
    <message>
        <source>{path}: no lesson: {error}</source>
        <translation>{path}：不是课程：{error}</translation>
    </message>
    <message>
        <source>{where}: only one line {name}:</source>
        <translation>{where}：{name}: 只能有一行</translation>
    </message>
    <message>
        <source>digitpad has no code {name!r}</source>
        <translation>digitpad 没有代码 {name!r}</translation>
    </message>
    <message>
        <source>there is no schedule {schedule!r}; there are {known}</source>
        <translation>没有名为 {schedule!r} 的学习率调度；可用的有 {known}</translation>
    </message>
    <message>
        <source>{name} is from 1 to 60,000, not {value}</source>
        <translation>{name} 应在 1 到 60,000 之间，而不是 {value}</translation>
    </message>
    <message>
        <source>What is learned is in the checkpoint; make room, or choose another place for the model, and resume the run</source>
        <translation>已学到的内容在检查点中；请腾出空间，或为模型选择另一个位置，然后继续此训练</translation>
    </message>
    <message>
        <source>{path}: a mean of squared gradients is negative</source>
        <translation>{path}：梯度平方的均值为负数</translation>
    </message>
    <message>
        <source>make room and try again</source>
        <translation>请腾出空间后重试</translation>
    </message>
    <message>
        <source>choose another place, or change the permissions there</source>
        <translation>请选择其他位置，或更改那里的权限</translation>
    </message>
    <message>
        <source>{reason}; {remedy}</source>
        <translation>{reason}；{remedy}</translation>
    </message>
    <message>
        <source>{place}: {error}</source>
        <translation>{place}：{error}</translation>
    </message>
    <message>
        <source>{source}: it has more than the {limit:,} pixels allowed</source>
        <translation>{source}：像素超过允许的 {limit:,} 个</translation>
    </message>
    <message>
        <source>{experiment} returns {figures}, which do not fit {result}</source>
        <translation>{experiment} 返回 {figures}，与 {result} 不符</translation>
    </message>
    <message>
        <source>seed and deviation cannot be negative</source>
        <translation>seed 和 deviation 不能为负数</translation>
    </message>
    <message>
        <source>a lesson&apos;s network has from 1 to {most} units or filters</source>
        <translation>课程中的网络有 1 到 {most} 个单元或滤波器</translation>
    </message>
    <message>
        <source>no more threads can be started: there are too many, or there is not enough memory for another one</source>
        <translation>无法再启动线程：线程过多，或内存不足以启动新线程</translation>
    </message>
    <message>
        <source>Grad-CAM needs a convolutional layer; this model has none.</source>
        <translation>Grad-CAM 需要卷积层；此模型没有卷积层。</translation>
    </message>
    <message>
        <source>The optimal input needs the gradients of a network; this model has none.</source>
        <translation>最优输入需要网络的梯度；此模型没有梯度。</translation>
    </message>
    <message>
        <source>{path}: tensor {name} holds {found:g}, expected variances of at least 0</source>
        <translation>{path}：张量 {name} 含有 {found:g}，方差应不小于 0</translation>
    </message>
    <message>
        <source>{path}: the network of this run has batch normalization; only earlier versions of digitpad can continue it. Discard the run and train anew</source>
        <translation>{path}：这次训练的网络带有批归一化，只有较早版本的 digitpad 才能继续。请丢弃这次训练，重新开始</translation>
    </message>
</context>
<context>
    <name>fit_stages</name>
    <message>
        <source>comparing with landmarks</source>
        <translation>正在与地标点比较</translation>
    </message>
    <message>
        <source>fitting</source>
        <translation>正在拟合</translation>
    </message>
    <message>
        <source>computing features</source>
        <translation>正在提取特征</translation>
    </message>
    <message>
        <source>fitting hyperplanes</source>
        <translation>正在拟合超平面</translation>
    </message>
    <message>
        <source>fitting pairs of classes</source>
        <translation>正在拟合类别对</translation>
    </message>
    <message>
        <source>storing digits</source>
        <translation>正在存储数字</translation>
    </message>
</context>
<context>
    <name>labels</name>
    <message>
        <source>not a digit</source>
        <translation>不是数字</translation>
    </message>
</context>
<context>
    <name>library_words</name>
    <message>
        <source>MNIST training digits</source>
        <translation>MNIST 训练数字</translation>
    </message>
    <message>
        <source>MNIST test digits</source>
        <translation>MNIST 测试数字</translation>
    </message>
    <message>
        <source>Your own samples</source>
        <translation>您的样本</translation>
    </message>
    <message>
        <source>Both models are equally accurate on these digits.</source>
        <translation>两个模型在这些数字上同样准确。</translation>
    </message>
    <message>
        <source>the old model</source>
        <translation>旧模型</translation>
    </message>
    <message>
        <source>the new model</source>
        <translation>新模型</translation>
    </message>
    <message>
        <source>The difference is not significant (p-value: {p_value}).</source>
        <translation>差异不显著（p 值：{p_value}）。</translation>
    </message>
    <message>
        <source>{better} is significantly better (p-value: {p_value}).</source>
        <translation>{better}显著更好（p 值：{p_value}）。</translation>
    </message>
    <message>
        <source>Pen ink</source>
        <translation>笔迹数据</translation>
    </message>
</context>
<context>
    <name>model_actions</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Export {name}</source>
        <translation>导出 {name}</translation>
    </message>
    <message>
        <source>Import Models</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>Model file</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <source>NumPy archive</source>
        <translation>NumPy 归档</translation>
    </message>
    <message>
        <source>CSV files in a ZIP file</source>
        <translation>CSV 文件的 ZIP 包</translation>
    </message>
    <message>
        <source>ONNX model</source>
        <translation>ONNX 模型</translation>
    </message>
</context>
<context>
    <name>sample_files</name>
    <message>
        <source>Import samples</source>
        <translation>导入样本</translation>
    </message>
    <message>
        <source>Export samples</source>
        <translation>导出样本</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>笔迹</translation>
    </message>
</context>
<context>
    <name>save_dialog</name>
    <message>
        <source>{name} already exists. Do you want to replace it?</source>
        <translation>{name} 已存在。要替换它吗？</translation>
    </message>
</context>
</TS>
