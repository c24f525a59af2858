<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AccuracyChange</name>
    <message>
        <source>Change something, and it is measured in the background.</source>
        <translation>做一处修改，后台就会测出影响。</translation>
    </message>
    <message>
        <source>{lost} digits lost, {won} won, of {count}.</source>
        <translation>{count} 个中，新认错 {lost} 个，新认对 {won} 个。</translation>
    </message>
    <message>
        <source>Reading the test digits …</source>
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
        <source>&amp;Learn</source>
        <translation>学习(&amp;L)</translation>
    </message>
    <message>
        <source>The &amp;right digit is</source>
        <translation>正确的数字是(&amp;R)</translation>
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
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>The eraser &amp;takes</source>
        <translation>橡皮擦除(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Open picture or ink…</source>
        <translation>打开图片或笔迹(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Save the drawing…</source>
        <translation>保存所写内容(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Copy the drawing</source>
        <translation>复制所写内容(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the &amp;answer</source>
        <translation>复制答案(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Paste a picture</source>
        <translation>粘贴图片(&amp;P)</translation>
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
        <source>Erase&amp;r</source>
        <translation>橡皮(&amp;R)</translation>
    </message>
    <message>
        <source>Thi&amp;nner pen</source>
        <translation>细一点的笔(&amp;N)</translation>
    </message>
    <message>
        <source>Thic&amp;ker pen</source>
        <translation>粗一点的笔(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Undo the last learning</source>
        <translation>撤销上一次学习(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;My samples…</source>
        <translation>我的样本(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Write each digit…</source>
        <translation>逐个书写数字(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;One digit only</source>
        <translation>只认一位数字(&amp;O)</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>设置(&amp;T)…</translation>
    </message>
    <message>
        <source>From &amp;ink to answer</source>
        <translation>从笔迹到答案(&amp;I)</translation>
    </message>
    <message>
        <source>Draw with the &amp;keyboard</source>
        <translation>用键盘书写(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Compare models…</source>
        <translation>比较模型(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Train a model…</source>
        <translation>训练模型(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>模型库(&amp;M)…</translation>
    </message>
    <message>
        <source>Look &amp;into the model…</source>
        <translation>查看模型内部(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About digitpad</source>
        <translation>关于 digitpad(&amp;A)</translation>
    </message>
    <message>
        <source>Whole &amp;strokes</source>
        <translation>整条笔画(&amp;S)</translation>
    </message>
    <message>
        <source>What is &amp;under it</source>
        <translation>擦过的部分(&amp;U)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>高对比度(&amp;H)</translation>
    </message>
    <message>
        <source>Train a model, and watch it learn (Ctrl+T)</source>
        <translation>训练模型，看它学习（Ctrl+T）</translation>
    </message>
    <message>
        <source>Train…</source>
        <translation>训练…</translation>
    </message>
</context>
<context>
    <name>ActivationsPage</name>
    <message>
        <source>There is no model to look into.</source>
        <translation>没有可以查看的模型。</translation>
    </message>
    <message>
        <source>What every layer makes of the drawing, live, orange above zero and blue below; point at a map to see where its numbers come from, click to hold it.</source>
        <translation>每一层对所写图形的实时输出，正值为橙色，负值为蓝色；指向一幅图可查看其中数值的来源，点击可固定。</translation>
    </message>
    <message>
        <source>All layers as a picture…</source>
        <translation>所有层（图片）…</translation>
    </message>
    <message>
        <source>The chosen map…</source>
        <translation>所选的图…</translation>
    </message>
    <message>
        <source>Output of {layer} as numbers…</source>
        <translation>{layer} 的输出（数值）…</translation>
    </message>
    <message>
        <source>{model} has no layers that could light up: it weighs features of the drawing in one go.</source>
        <translation>{model} 没有可以显示激活的层：它一次性对图形的特征加权。</translation>
    </message>
    <message>
        <source>Show its weights</source>
        <translation>查看它的权重</translation>
    </message>
    <message>
        <source>Draw a digit on the pad to see what lights up in each layer.</source>
        <translation>在手写板上写一个数字，看看每一层的激活。</translation>
    </message>
    <message>
        <source>What each layer puts out</source>
        <translation>每一层的输出</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>{percent} sure</source>
        <translation>把握 {percent}</translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>还没有答案</translation>
    </message>
    <message>
        <source>Not a digit</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>It looks most like {digit}</source>
        <translation>最像 {digit}</translation>
    </message>
    <message>
        <source>Not all of it looks like digits</source>
        <translation>有一部分不像数字</translation>
    </message>
    <message>
        <source>Answer: {digit}, {caption}</source>
        <translation>答案：{digit}，{caption}</translation>
    </message>
    <message>
        <source>Click a figure to look at it alone</source>
        <translation>点击某一位数字可单独查看</translation>
    </message>
</context>
<context>
    <name>AnswerPanel</name>
    <message>
        <source>What the network sees</source>
        <translation>网络看到的图像</translation>
    </message>
</context>
<context>
    <name>ArchitecturePage</name>
    <message>
        <source>There is no model to look into.</source>
        <translation>没有可以查看的模型。</translation>
    </message>
    <message>
        <source>The way of the drawing through the model: what each step makes of it, in which shape, and how many numbers were learned in it.</source>
        <translation>图形在模型中经过的路径：每一步做什么、形状如何、学到了多少个数。</translation>
    </message>
    <message>
        <source>This page as a picture…</source>
        <translation>本页（图片）…</translation>
    </message>
    <message>
        <source>  =  {count} numbers</source>
        <translation>  =  {count} 个数</translation>
    </message>
    <message>
        <source>Takes in</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Puts out</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Learned numbers</source>
        <translation>学到的数</translation>
    </message>
    <message>
        <source>Products for one drawing</source>
        <translation>每个图形的乘法</translation>
    </message>
    <message>
        <source>Sees of the drawing</source>
        <translation>感受野</translation>
    </message>
    <message>
        <source>Altogether {count} learned numbers.</source>
        <translation>共学到 {count} 个数。</translation>
    </message>
    <message>
        <source>It reads {share} of MNIST&apos;s test digits right.</source>
        <translation>MNIST 测试数字认对 {share}。</translation>
    </message>
    <message>
        <source>Where the learned numbers are</source>
        <translation>学到的数分布在哪里</translation>
    </message>
    <message>
        <source>&amp;Weights of this step</source>
        <translation>这一步的权重(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Activations of this step</source>
        <translation>这一步的激活(&amp;A)</translation>
    </message>
</context>
<context>
    <name>ArithmeticPanel</name>
    <message>
        <source>The largest of {count} numbers</source>
        <translation>{count} 个数中的最大值</translation>
    </message>
    <message>
        <source>{count} products add up to</source>
        <translation>{count} 个乘积之和</translation>
    </message>
    <message>
        <source>plus the bias</source>
        <translation>加上偏置</translation>
    </message>
    <message>
        <source>makes</source>
        <translation>得到</translation>
    </message>
    <message>
        <source>What it sees</source>
        <translation>它看到的</translation>
    </message>
    <message>
        <source>× weights</source>
        <translation>× 权重</translation>
    </message>
    <message>
        <source>= products</source>
        <translation>= 乘积</translation>
    </message>
</context>
<context>
    <name>AugmentedPreview</name>
    <message>
        <source>Sixteen digits varied as chosen; click for sixteen others</source>
        <translation>按所选方式变化的十六个数字；点击换另外十六个</translation>
    </message>
    <message>
        <source>Varied digits</source>
        <translation>变化后的数字</translation>
    </message>
</context>
<context>
    <name>CalibrationChart</name>
    <message>
        <source>how sure it is</source>
        <translation>把握</translation>
    </message>
    <message>
        <source>{count} digits: on average {sure} sure, {right} of them right.</source>
        <translation>{count} 个数字：平均把握 {sure}，其中认对 {right}。</translation>
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
    <name>ChangedDigitList</name>
    <message>
        <source>Digit number {number} is a {truth}: the old model reads {old} ({sure}), the new one {new} ({surer})</source>
        <translation>第 {number} 个数字，实为 {truth}：旧模型认作 {old}（{sure}），新模型认作 {new}（{surer}）</translation>
    </message>
</context>
<context>
    <name>ChangesPanel</name>
    <message>
        <source>Changes act from the next batch on.</source>
        <translation>改动从下一批次起生效。</translation>
    </message>
</context>
<context>
    <name>ClassLegend</name>
    <message>
        <source>Show only {name}; once more: all</source>
        <translation>只显示 {name}；再点一次显示全部</translation>
    </message>
</context>
<context>
    <name>ClassPicker</name>
    <message>
        <source>no digit</source>
        <translation>非数字</translation>
    </message>
    <message>
        <source>The answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Explain the answer, whatever it is</source>
        <translation>始终解释当前答案</translation>
    </message>
    <message>
        <source>What speaks for its being no digit at all?</source>
        <translation>什么支持它根本不是数字？</translation>
    </message>
    <message>
        <source>What speaks for a {digit}?</source>
        <translation>什么支持它是 {digit}？</translation>
    </message>
</context>
<context>
    <name>ClassRates</name>
    <message>
        <source>{name}: of the answers “{name}” {precision} are right; of the digits {name} {recall} are found.</source>
        <translation>{name}：答案为“{name}”的有 {precision} 正确；实为 {name} 的有 {recall} 被认出。</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>cannot be loaded</source>
        <translation>无法加载</translation>
    </message>
    <message>
        <source>(not a digit)</source>
        <translation>（不是数字）</translation>
    </message>
    <message>
        <source>Draw something, and all models answer it here.</source>
        <translation>写点什么，所有模型都会在这里给出答案。</translation>
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
        <source>Compare models</source>
        <translation>比较模型</translation>
    </message>
    <message>
        <source>Answers of all models</source>
        <translation>所有模型的答案</translation>
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
        <source>Sure</source>
        <translation>把握</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
</context>
<context>
    <name>ComparisonChooser</name>
    <message>
        <source>Compare with nothing</source>
        <translation>不比较</translation>
    </message>
    <message>
        <source>Less how they began</source>
        <translation>减去初始值</translation>
    </message>
    <message>
        <source>Less those of {model}</source>
        <translation>减去 {model} 的</translation>
    </message>
    <message>
        <source>Less those of a file…</source>
        <translation>减去文件中的…</translation>
    </message>
    <message>
        <source>how they began</source>
        <translation>初始值</translation>
    </message>
    <message>
        <source>Compare with a model</source>
        <translation>与模型比较</translation>
    </message>
    <message>
        <source>Show how the weights differ from those of another model</source>
        <translation>显示与另一个模型的权重差异</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>ComparisonFigures</name>
    <message>
        <source>change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Time for a digit</source>
        <translation>识别一个数字的用时</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Weights and other numbers</source>
        <translation>权重等数值</translation>
    </message>
    <message>
        <source>{set}, {count} of them</source>
        <translation>{set}，共 {count} 个</translation>
    </message>
    <message>
        <source>In percentage points: a hundredth of all digits is 1.</source>
        <translation>单位是百分点：1 表示全部数字的百分之一。</translation>
    </message>
</context>
<context>
    <name>ComparisonWindow</name>
    <message>
        <source>{old} and {new} read the same digits …</source>
        <translation>{old} 和 {new} 正在识别同样的数字……</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>正在停止……</translation>
    </message>
    <message>
        <source>{old} and {new}</source>
        <translation>{old} 与 {new}</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
</context>
<context>
    <name>ConfusionComparison</name>
    <message>
        <source>{digit} read rightly</source>
        <translation>{digit} 认对</translation>
    </message>
    <message>
        <source>{digit} read as {answer}</source>
        <translation>{digit} 认作 {answer}</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Whose confusion</source>
        <translation>谁的混淆矩阵</translation>
    </message>
    <message>
        <source>Both models&apos; counts, or how they differ.</source>
        <translation>两个模型各自的个数，或二者之差。</translation>
    </message>
    <message>
        <source>What is taken for what</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Rows are the digits that were written, columns the answers. Orange: more mistakes, blue: fewer. Right answers, on the diagonal, have no colour.</source>
        <translation>行是所写的数字，列是答案。橙色：错误变多；蓝色：错误变少。对角线上的正确答案不着色。</translation>
    </message>
</context>
<context>
    <name>ConfusionMatrix</name>
    <message>
        <source>{truth} read as {answer}, rightly: {count} ({share})</source>
        <translation>{truth} 认作 {answer}，正确：{count}（{share}）</translation>
    </message>
    <message>
        <source>{truth} read as {answer}: {count} ({share})</source>
        <translation>{truth} 认作 {answer}：{count}（{share}）</translation>
    </message>
</context>
<context>
    <name>ConfusionView</name>
    <message>
        <source>epoch {epoch}</source>
        <translation>第 {epoch} 轮</translation>
    </message>
    <message>
        <source>no digit</source>
        <translation>非数字</translation>
    </message>
    <message>
        <source>{digit} read as {answer}: {count}</source>
        <translation>{digit} 认作 {answer}：{count}</translation>
    </message>
    <message>
        <source>What is taken for what</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Rows are the digits that were written, columns the answers; mistakes are coloured.</source>
        <translation>行是所写的数字，列是答案；认错的着色。</translation>
    </message>
</context>
<context>
    <name>CrashHandler</name>
    <message>
        <source>Something went wrong</source>
        <translation>出了点问题</translation>
    </message>
    <message>
        <source>Something went wrong that should not have. You can go on drawing.</source>
        <translation>出现了一个不该出现的错误。您可以继续书写。</translation>
    </message>
    <message>
        <source>It was written to the log in {folder}</source>
        <translation>错误已写入日志，位于 {folder}</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制错误报告</translation>
    </message>
</context>
<context>
    <name>CurvesView</name>
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
        <source>Curve: {name}</source>
        <translation>曲线：{name}</translation>
    </message>
    <message>
        <source>From the first epoch to the last. The faint line are single batches, the dots whole epochs.</source>
        <translation>从第一轮到最后一轮。淡线是各个批次，圆点是整轮。</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>from the first epoch to the last</source>
        <translation>从第一轮到最后一轮</translation>
    </message>
</context>
<context>
    <name>DataSection</name>
    <message>
        <source>Digits to learn from</source>
        <translation>用来学习的数字</translation>
    </message>
    <message>
        <source>Synthetic and other digits</source>
        <translation>合成数字和其他数字</translation>
    </message>
    <message>
        <source>times each of your {count}</source>
        <translation>遍（您有 {count} 个样本）</translation>
    </message>
    <message>
        <source>you have none yet</source>
        <translation>您还没有样本</translation>
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
        <source>Digit number {number}: a {truth}, which the model gave {true}, read as {answer}, which it gave {given}</source>
        <translation>第 {number} 个数字：实为 {truth}（模型给出 {true}），认作 {answer}（模型给出 {given}）</translation>
    </message>
    <message>
        <source>Digit number {number}: a {truth}, read as such with {given}</source>
        <translation>第 {number} 个数字：{truth}，认对，把握 {given}</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>there is no model {name}; there are: {known}</source>
        <translation>没有模型 {name}；现有：{known}</translation>
    </message>
    <message>
        <source>there is no model {name} in the library; there are: {known}</source>
        <translation>模型库中没有模型 {name}；现有：{known}</translation>
    </message>
    <message>
        <source>{folder}: there is no model in this folder</source>
        <translation>{folder}：此文件夹中没有模型</translation>
    </message>
    <message>
        <source>{path}: there is no such model file</source>
        <translation>{path}：没有这个模型文件</translation>
    </message>
    <message>
        <source>{path}: not a readable safetensors file ({error})</source>
        <translation>{path}：不是可读取的 safetensors 文件（{error}）</translation>
    </message>
    <message>
        <source>{path}: a safetensors file, but its header has no digitpad entry</source>
        <translation>{path}：是 safetensors 文件，但文件头中没有 digitpad 的条目</translation>
    </message>
    <message>
        <source>{path}: its digitpad header is not valid ({error})</source>
        <translation>{path}：其 digitpad 文件头无效（{error}）</translation>
    </message>
    <message>
        <source>{path}: format version {version} is newer than the {known} that this digitpad reads; a newer digitpad is needed</source>
        <translation>{path}：格式版本 {version} 比此 digitpad 能读取的 {known} 更新；需要更新的 digitpad</translation>
    </message>
    <message>
        <source>{path}: {size} bytes are more than the {most} allowed</source>
        <translation>{path}：{size} 字节，超过允许的 {most} 字节</translation>
    </message>
    <message>
        <source>{path}: tensor {name} is missing</source>
        <translation>{path}：缺少张量 {name}</translation>
    </message>
    <message>
        <source>{path}: tensor {name} does not belong to the architecture</source>
        <translation>{path}：张量 {name} 不属于此结构</translation>
    </message>
    <message>
        <source>{path}: tensor {name} is {type} {shape}, expected {right_type} {right_shape}</source>
        <translation>{path}：张量 {name} 为 {type} {shape}，应为 {right_type} {right_shape}</translation>
    </message>
    <message>
        <source>{path}: tensor {name} holds NaN or infinite values</source>
        <translation>{path}：张量 {name} 含有 NaN 或无穷大的值</translation>
    </message>
    <message>
        <source>{path}: not saved, since tensor {name} is not finite</source>
        <translation>{path}：未保存，因为张量 {name} 含有非有限的数值</translation>
    </message>
    <message>
        <source>{path}: it learned from digits of preprocessing version {version}; this digitpad shows it those of version {own}</source>
        <translation>{path}：它学习的是预处理版本 {version} 的数字；此 digitpad 使用的是版本 {own}</translation>
    </message>
    <message>
        <source>{path}: its answer to a picture is not a finite number</source>
        <translation>{path}：它对图片的答案不是有限的数值</translation>
    </message>
    <message>
        <source>{path}: the deleted model is not there any more</source>
        <translation>{path}：已删除的模型不在了</translation>
    </message>
    <message>
        <source>{name} ships with digitpad and stays as it is; a duplicate can be changed</source>
        <translation>{name} 随 digitpad 提供，保持原样；可以修改它的副本</translation>
    </message>
    <message>
        <source>{name}: its file does not tell how it was trained</source>
        <translation>{name}：其文件没有说明它是如何训练的</translation>
    </message>
    <message>
        <source>{name} knows {count} classes, {set} has {others}; only models of the same classes can be compared</source>
        <translation>{name} 认识 {count} 个类别，{set} 有 {others} 个；只能比较类别相同的模型</translation>
    </message>
    <message>
        <source>{path}: weights go to a folder or to a file ending in {known}</source>
        <translation>{path}：权重写入文件夹，或写入以 {known} 结尾的文件</translation>
    </message>
    <message>
        <source>{name}: a vector machine cannot be written as ONNX, which has no counterpart to its features; {suffix}, .npz and CSV hold all its numbers</source>
        <translation>{name}：向量机无法写成 ONNX，因为其中没有与其特征对应的运算；{suffix}、.npz 和 CSV 包含它的全部数值</translation>
    </message>
    <message>
        <source>writing ONNX needs the package onnx: pip install &apos;digitpad[onnx]&apos;</source>
        <translation>写入 ONNX 需要 onnx 包：pip install &apos;digitpad[onnx]&apos;</translation>
    </message>
    <message>
        <source>a layer of kind {kind} cannot be written as ONNX</source>
        <translation>类型为 {kind} 的层无法写成 ONNX</translation>
    </message>
    <message>
        <source>a model needs a name</source>
        <translation>模型需要一个名称</translation>
    </message>
    <message>
        <source>a model&apos;s name has at most {most} letters, not {count}</source>
        <translation>模型名称最多 {most} 个字符，而不是 {count} 个</translation>
    </message>
    <message>
        <source>{name}: a model&apos;s name cannot have {wrong} in it</source>
        <translation>{name}：模型名称中不能有 {wrong}</translation>
    </message>
    <message>
        <source>{name}: a model&apos;s name begins and ends with a letter or number, without {suffix}</source>
        <translation>{name}：模型名称须以字母或数字开头和结尾，且不带 {suffix}</translation>
    </message>
    <message>
        <source>{name} is a name that some systems keep for themselves</source>
        <translation>{name} 是某些系统保留的名称</translation>
    </message>
    <message>
        <source>there is a model called {name} already; choose another name</source>
        <translation>已有名为 {name} 的模型；请换一个名称</translation>
    </message>
    <message>
        <source>there is a model called {name} already</source>
        <translation>已有名为 {name} 的模型</translation>
    </message>
    <message>
        <source>learning rate must be above 0, not {value}</source>
        <translation>学习率必须大于 0，而不是 {value}</translation>
    </message>
    <message>
        <source>there is no training setting {name}</source>
        <translation>没有名为 {name} 的训练设置</translation>
    </message>
    <message>
        <source>{name} must be at least {limit}, not {value}</source>
        <translation>{name}至少为 {limit}，而不是 {value}</translation>
    </message>
    <message>
        <source>{name} lies in 0 &lt;= x &lt; 1, not {value}</source>
        <translation>{name}须满足 0 &lt;= x &lt; 1，而不是 {value}</translation>
    </message>
    <message>
        <source>{name} must be above 0, not {value}</source>
        <translation>{name} 必须大于 0，而不是 {value}</translation>
    </message>
    <message>
        <source>{kind} {name} is not known; there are {known}</source>
        <translation>没有名为 {name} 的{kind}；现有：{known}</translation>
    </message>
    <message>
        <source>augmentation {name} must be 0 or more, not {value}</source>
        <translation>变化“{name}”须为 0 或更大，而不是 {value}</translation>
    </message>
    <message>
        <source>augmentation {name} can be at most {limit}, not {value}</source>
        <translation>变化“{name}”最多为 {limit}，而不是 {value}</translation>
    </message>
    <message>
        <source>elastic smoothness must be at least 1 pixel, not {value}</source>
        <translation>弹性平滑至少为 1 像素，而不是 {value}</translation>
    </message>
    <message>
        <source>hidden is a list of layer sizes such as [128], not {value}</source>
        <translation>hidden 是各层大小的列表，例如 [128]，而不是 {value}</translation>
    </message>
    <message>
        <source>{model} has no parameter {name}; its parameters are {known}</source>
        <translation>{model} 没有参数 {name}；它的参数有 {known}</translation>
    </message>
    <message>
        <source>{model}: {name} is a {type} such as {usual}, not {value}</source>
        <translation>{model}：{name} 的类型是 {type}，例如 {usual}，而不是 {value}</translation>
    </message>
    <message>
        <source>a dense layer needs at least one unit, not {value}</source>
        <translation>全连接层至少需要一个单元，而不是 {value}</translation>
    </message>
    <message>
        <source>a dropout rate lies in 0 &lt;= rate &lt; 1, not {value}</source>
        <translation>丢弃率须满足 0 &lt;= x &lt; 1，而不是 {value}</translation>
    </message>
    <message>
        <source>a convolution needs a filter and a kernel of at least 1, not {filters} filters with kernel {kernel}</source>
        <translation>卷积至少需要一个滤波器和大小为 1 的核，而不是 {filters} 个滤波器和核 {kernel}</translation>
    </message>
    <message>
        <source>a picture of {height} x {width} is smaller than the kernel of {kernel_height} x {kernel_width}</source>
        <translation>{height} x {width} 的图像小于 {kernel_height} x {kernel_width} 的核</translation>
    </message>
    <message>
        <source>pooling by {size} needs a picture of at least that size, not shape {shape}</source>
        <translation>大小为 {size} 的池化需要至少同样大小的图像，而不是形状 {shape}</translation>
    </message>
    <message>
        <source>activation {name} is not known; there are {known}</source>
        <translation>没有激活函数 {name}；现有：{known}</translation>
    </message>
    <message>
        <source>momentum lies in 0 &lt;= momentum &lt; 1, not {value}</source>
        <translation>动量须满足 0 &lt;= x &lt; 1，而不是 {value}</translation>
    </message>
    <message>
        <source>weight decay cannot be negative, but is {value}</source>
        <translation>权重衰减不能为负，但现为 {value}</translation>
    </message>
    <message>
        <source>features are named in one text such as &apos;hog+radial&apos;, not {names}</source>
        <translation>特征写成一段文字，例如 &apos;hog+radial&apos;，而不是 {names}</translation>
    </message>
    <message>
        <source>feature {name} is not known; there are {known}</source>
        <translation>没有特征 {name}；现有：{known}</translation>
    </message>
    <message>
        <source>waves lie between 0 and {most}, not {value}</source>
        <translation>波数在 0 到 {most} 之间，而不是 {value}</translation>
    </message>
    <message>
        <source>{directions} directions, cells of {cell} pixels and blocks of {block} cells do not fit into {side} pixels</source>
        <translation>{directions} 个方向、{cell} 像素的单元和 {block} 个单元的块放不进 {side} 像素</translation>
    </message>
    <message>
        <source>kernel is one of {known}, not {name}</source>
        <translation>核函数是 {known} 之一，而不是 {name}</translation>
    </message>
    <message>
        <source>landmarks must be at least 1, components at least 0</source>
        <translation>地标点至少为 1，分量至少为 0</translation>
    </message>
    <message>
        <source>held_out lies in 0 &lt;= x &lt; 1, not {value}</source>
        <translation>held_out 须满足 0 &lt;= x &lt; 1，而不是 {value}</translation>
    </message>
    <message>
        <source>deskew needs features; without them rows are no pictures</source>
        <translation>纠斜需要特征；没有特征，各行就不是图像</translation>
    </message>
    <message>
        <source>steps must be at least 1, penalty and tolerance at least 0</source>
        <translation>步数至少为 1，正则化和容差至少为 0</translation>
    </message>
    <message>
        <source>model {name} is not known; there are {known}</source>
        <translation>没有模型 {name}；现有：{known}</translation>
    </message>
    <message>
        <source>preset {name} is not known; there are {known}</source>
        <translation>没有预设 {name}；现有：{known}</translation>
    </message>
    <message>
        <source>not a training plan ({error})</source>
        <translation>不是训练计划（{error}）</translation>
    </message>
    <message>
        <source>MNIST has {count} training digits, not {value}</source>
        <translation>MNIST 有 {count} 个训练数字，而不是 {value} 个</translation>
    </message>
    <message>
        <source>own samples come up 0 times or more, not {value}</source>
        <translation>您的样本出现 0 次或更多次，而不是 {value} 次</translation>
    </message>
    <message>
        <source>there are no own samples yet; draw some, or learn from MNIST too</source>
        <translation>还没有您自己的样本；请写一些，或者也从 MNIST 学习</translation>
    </message>
    <message>
        <source>nothing is chosen to learn from</source>
        <translation>没有选择任何学习内容</translation>
    </message>
    <message>
        <source>{held_out} digits cannot be held out of {count}; some must be left to learn from</source>
        <translation>{count} 个数字中不能留出 {held_out} 个用于验证；须留下一些用于学习</translation>
    </message>
    <message>
        <source>a batch of {size} is larger than the {count} training images</source>
        <translation>批次大小 {size} 超过 {count} 个训练图像</translation>
    </message>
    <message>
        <source>a batch of {size} is larger than the training set of {count} images; choose a smaller batch</source>
        <translation>批次大小 {size} 超过训练集的 {count} 个图像；请选择更小的批次</translation>
    </message>
    <message>
        <source>{count} images cannot be held out of {total}</source>
        <translation>{total} 个图像中不能留出 {count} 个</translation>
    </message>
    <message>
        <source>{start}: its {what} are {found}, this plan&apos;s {wanted}; weights can only be taken over by a network of the same shape</source>
        <translation>{start}：其{what}为 {found}，而此计划的为 {wanted}；权重只能由形状相同的网络接用</translation>
    </message>
    <message>
        <source>this network would have {count} weights; at most {most} can be kept in a model&apos;s file</source>
        <translation>此网络将有 {count} 个权重；一个模型文件最多能保存 {most} 个</translation>
    </message>
    <message>
        <source>{model} learns in one go; it cannot start from a model</source>
        <translation>{model} 一次学完；不能从已有模型开始</translation>
    </message>
    <message>
        <source>{model} learns in one go; nothing can be changed</source>
        <translation>{model} 一次学完；无法中途更改</translation>
    </message>
    <message>
        <source>{name} cannot be changed while a run goes on; what can is {known}</source>
        <translation>训练进行时不能更改 {name}；可以更改的有 {known}</translation>
    </message>
    <message>
        <source>not a change of settings ({error})</source>
        <translation>不是设置的更改（{error}）</translation>
    </message>
    <message>
        <source>training diverged: the loss became {loss} in epoch {epoch}, step {step}; {kept}</source>
        <translation>训练发散：损失在第 {epoch} 轮第 {step} 步变为 {loss}；{kept}</translation>
    </message>
    <message>
        <source>nothing was learned yet</source>
        <translation>还没有学到任何内容</translation>
    </message>
    <message>
        <source>the model of epoch {epoch} is kept</source>
        <translation>保留第 {epoch} 轮的模型</translation>
    </message>
    <message>
        <source>A lower learning rate than {rate} usually helps</source>
        <translation>把学习率降到 {rate} 以下通常有帮助</translation>
    </message>
    <message>
        <source>nothing is left to learn from: {reason}</source>
        <translation>没有可学习的内容：{reason}</translation>
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
        <source>{name}: all {count} digits are labelled {label}; telling digits apart takes at least two classes</source>
        <translation>{name}：全部 {count} 个数字都标为 {label}；区分数字至少需要两个类别</translation>
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
        <source>{path}: this checkpoint was written by another digitpad</source>
        <translation>{path}：此检查点由另一版本的 digitpad 写入</translation>
    </message>
    <message>
        <source>{path}: there is no such checkpoint</source>
        <translation>{path}：没有这个检查点</translation>
    </message>
    <message>
        <source>{path}: not a readable checkpoint ({error})</source>
        <translation>{path}：不是可读取的检查点（{error}）</translation>
    </message>
    <message>
        <source>{path}: the checkpoint is not complete ({error})</source>
        <translation>{path}：检查点不完整（{error}）</translation>
    </message>
    <message>
        <source>{path}: tensor {name} is {shape}, expected {right_shape}</source>
        <translation>{path}：张量 {name} 为 {shape}，应为 {right_shape}</translation>
    </message>
    <message>
        <source>{path}: this run was trained on other data ({name}, {count} images) than {other} with {others} images</source>
        <translation>{path}：此训练使用的数据（{name}，{count} 个图像）与 {other}（{others} 个图像）不同</translation>
    </message>
    <message>
        <source>{folder}: this run is being trained already</source>
        <translation>{folder}：此训练已在进行</translation>
    </message>
    <message>
        <source>{folder}: this run is being trained; stop it first</source>
        <translation>{folder}：此训练正在进行；请先停止</translation>
    </message>
    <message>
        <source>{folder}: this run has no model yet</source>
        <translation>{folder}：此训练还没有模型</translation>
    </message>
    <message>
        <source>{folder}: not a training run ({error})</source>
        <translation>{folder}：不是一次训练（{error}）</translation>
    </message>
    <message>
        <source>{path}: it does not tell its plan ({error})</source>
        <translation>{path}：其中没有训练计划（{error}）</translation>
    </message>
    <message>
        <source>the support vector machine has not settled after {steps} steps; a lower C or a larger tolerance helps</source>
        <translation>支持向量机在 {steps} 步之后仍未稳定；降低 C 或增大容差会有帮助</translation>
    </message>
    <message>
        <source>the support vector machine&apos;s numbers grew beyond all bounds; scale the features, or lower C</source>
        <translation>支持向量机的数值无限增大；请缩放特征，或降低 C</translation>
    </message>
    <message>
        <source>the exact machine takes up to {most} rows, not {count}</source>
        <translation>精确向量机最多接受 {most} 行，而不是 {count} 行</translation>
    </message>
    <message>
        <source>the kernel of {count} landmarks is singular; fewer landmarks or other features may help</source>
        <translation>{count} 个地标点的核矩阵是奇异的；减少地标点或换用其他特征可能有帮助</translation>
    </message>
    <message>
        <source>the kernel is singular, since the features are not finite numbers</source>
        <translation>核矩阵是奇异的，因为特征不是有限的数值</translation>
    </message>
    <message>
        <source>all rows have the same features; there is nothing to learn from</source>
        <translation>所有行的特征都相同；没有可学习的内容</translation>
    </message>
    <message>
        <source>all digits have the same features; there is nothing to learn from</source>
        <translation>所有数字的特征都相同；没有可学习的内容</translation>
    </message>
    <message>
        <source>softmax regression&apos;s numbers grew too large; scale the rows</source>
        <translation>softmax 回归的数值过大；请缩放各行</translation>
    </message>
    <message>
        <source>the label of a sample is a digit from 0 to 9, not {label}</source>
        <translation>样本的标签是 0 到 9 的数字，而不是 {label}</translation>
    </message>
    <message>
        <source>{path}: there is no sample {number}</source>
        <translation>{path}：没有样本 {number}</translation>
    </message>
    <message>
        <source>{path}: a database of another program, not digitpad&apos;s samples</source>
        <translation>{path}：是其他程序的数据库，而不是 digitpad 的样本</translation>
    </message>
    <message>
        <source>{path}: samples of version {version} are newer than the {known} that this digitpad reads; a newer digitpad is needed, and the file was left as it is</source>
        <translation>{path}：样本的版本 {version} 比此 digitpad 能读取的 {known} 更新；需要更新的 digitpad，文件保持原样</translation>
    </message>
    <message>
        <source>{folder}: the folder cannot be made: {error}</source>
        <translation>{folder}：无法建立文件夹：{error}</translation>
    </message>
    <message>
        <source>{path}: the samples have been closed ({error})</source>
        <translation>{path}：样本已关闭（{error}）</translation>
    </message>
    <message>
        <source>{path}: the samples {reason}</source>
        <translation>{path}：样本{reason}</translation>
    </message>
    <message>
        <source>{path}: damaged, and cannot be set aside: {error}</source>
        <translation>{path}：已损坏，且无法移到一旁：{error}</translation>
    </message>
    <message>
        <source>{place}: not one of the known kinds; there are IDX images (with idx in the name), folders with one folder a digit, .csv, and ink sets (.json, .json.gz)</source>
        <translation>{place}：不是已知的种类；可用的有 IDX 图像（名称中含 idx）、每个数字一个子文件夹的文件夹、.csv，以及笔迹集（.json、.json.gz）</translation>
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
        <source>{place}: there are no samples to write</source>
        <translation>{place}：没有可写入的样本</translation>
    </message>
    <message>
        <source>{path}: more than {most} bytes, which is the most allowed</source>
        <translation>{path}：超过允许的 {most} 字节</translation>
    </message>
    <message>
        <source>{place}: {found} columns, expected {wanted}: a label and {pixels} pixels</source>
        <translation>{place}：有 {found} 列，应为 {wanted} 列：一个标签和 {pixels} 个像素</translation>
    </message>
    <message>
        <source>{place}: label {label}, expected 0 to 9</source>
        <translation>{place}：标签为 {label}，应为 0 到 9</translation>
    </message>
    <message>
        <source>{place}: column {column} is {value}, expected 0 to 255</source>
        <translation>{place}：第 {column} 列为 {value}，应为 0 到 255</translation>
    </message>
    <message>
        <source>{place}: column {column} is {value}, expected a whole number</source>
        <translation>{place}：第 {column} 列为 {value}，应为整数</translation>
    </message>
    <message>
        <source>{path}: line {line}: {error}</source>
        <translation>{path}：第 {line} 行：{error}</translation>
    </message>
    <message>
        <source>{path}: line {line}: not text, but the byte {byte}</source>
        <translation>{path}：第 {line} 行：不是文本，而是字节 {byte}</translation>
    </message>
    <message>
        <source>{path}: cannot be read: {error}</source>
        <translation>{path}：无法读取：{error}</translation>
    </message>
    <message>
        <source>{path}: an IDX file of images has &apos;images&apos; in its name, such as digits-images-idx3-ubyte, and beside it one of the same name with &apos;labels&apos;</source>
        <translation>{path}：IDX 图像文件的名称中含有 &apos;images&apos;，例如 digits-images-idx3-ubyte，旁边还有一个同名但含 &apos;labels&apos; 的文件</translation>
    </message>
    <message>
        <source>{path}: none of the samples has ink; they are pictures only</source>
        <translation>{path}：没有样本带有笔迹；它们只有图片</translation>
    </message>
    <message>
        <source>{place}: its label is {label}, expected a digit from 0 to 9</source>
        <translation>{place}：其标签为 {label}，应为 0 到 9 的数字</translation>
    </message>
    <message>
        <source>{place}: no stroke in it</source>
        <translation>{place}：其中没有笔画</translation>
    </message>
    <message>
        <source>{folder}: not a folder; pictures lie in folders named 0 to 9</source>
        <translation>{folder}：不是文件夹；图片应放在名为 0 到 9 的文件夹中</translation>
    </message>
    <message>
        <source>{folder}: has no folder named 0 to 9 with pictures of that digit</source>
        <translation>{folder}：其中没有名为 0 到 9、存放相应数字图片的文件夹</translation>
    </message>
    <message>
        <source>{folder}: {count} pictures, at most {most}</source>
        <translation>{folder}：有 {count} 张图片，最多 {most} 张</translation>
    </message>
    <message>
        <source>{folder}: a file, expected a folder</source>
        <translation>{folder}：是文件，应为文件夹</translation>
    </message>
    <message>
        <source>{path}: no digit in it, nothing stands out</source>
        <translation>{path}：其中没有数字，看不出任何字迹</translation>
    </message>
    <message>
        <source>{path}: not a picture of a known kind</source>
        <translation>{path}：不是已知种类的图片</translation>
    </message>
    <message>
        <source>{path}: the picture cannot be read ({error})</source>
        <translation>{path}：无法读取图片（{error}）</translation>
    </message>
    <message>
        <source>{path}: {width} x {height} pixels, at most {most}</source>
        <translation>{path}：{width} x {height} 像素，最多 {most} 像素</translation>
    </message>
    <message>
        <source>{claim}, at most {most} are allowed</source>
        <translation>{claim}，最多允许 {most} 字节</translation>
    </message>
    <message>
        <source>{claim}, but the file goes on after them</source>
        <translation>{claim}，但文件在其后还有内容</translation>
    </message>
    <message>
        <source>{claim}, file ends after {found}</source>
        <translation>{claim}，但文件在 {found} 字节后结束</translation>
    </message>
    <message>
        <source>{path}: {kind} count {count} needs {bytes} bytes</source>
        <translation>{path}：{kind}数量 {count} 需要 {bytes} 字节</translation>
    </message>
    <message>
        <source>{path}: gzip data ends too early, its checksum is missing</source>
        <translation>{path}：gzip 数据过早结束，缺少校验和</translation>
    </message>
    <message>
        <source>{path}: not an IDX file; it starts with {start}, expected 00 00</source>
        <translation>{path}：不是 IDX 文件；它以 {start} 开头，应为 00 00</translation>
    </message>
    <message>
        <source>{path}: unknown IDX number type {code}, expected one of {known}</source>
        <translation>{path}：未知的 IDX 数值类型 {code}，应为 {known} 之一</translation>
    </message>
    <message>
        <source>{path}: {found} dimensions, expected between 1 and {most}</source>
        <translation>{path}：有 {found} 个维度，应在 1 到 {most} 之间</translation>
    </message>
    <message>
        <source>{path}: header of {wanted} bytes expected, file ends after {found}</source>
        <translation>{path}：文件头应有 {wanted} 字节，但文件在 {found} 字节后结束</translation>
    </message>
    <message>
        <source>{path}: damaged gzip data ({error})</source>
        <translation>{path}：gzip 数据已损坏（{error}）</translation>
    </message>
    <message>
        <source>{path}: {type} numbers of shape {shape}, expected uint8 images (count, {height}, {width})</source>
        <translation>{path}：{type} 数值，形状 {shape}，应为 uint8 图像（数量，{height}，{width}）</translation>
    </message>
    <message>
        <source>{path}: {type} numbers of shape {shape}, expected whole numbers (count,)</source>
        <translation>{path}：{type} 数值，形状 {shape}，应为整数（数量，）</translation>
    </message>
    <message>
        <source>{path}: {count} labels for the {images} images of {other}</source>
        <translation>{path}：{count} 个标签，而 {other} 有 {images} 个图像</translation>
    </message>
    <message>
        <source>{path}: label {label} at position {position}, expected 0 to {most}</source>
        <translation>{path}：位置 {position} 的标签为 {label}，应为 0 到 {most}</translation>
    </message>
    <message>
        <source>{path}: there is no drawing in it</source>
        <translation>{path}：其中没有图形</translation>
    </message>
    <message>
        <source>{name}: too many pixels ({error})</source>
        <translation>{name}：像素过多（{error}）</translation>
    </message>
    <message>
        <source>{name}: there is no such file</source>
        <translation>{name}：没有这个文件</translation>
    </message>
    <message>
        <source>{name}: not a picture that can be read ({error})</source>
        <translation>{name}：不是可读取的图片（{error}）</translation>
    </message>
    <message>
        <source>{name}: {width} x {height} pixels are more than the {most} that can be opened</source>
        <translation>{name}：{width} x {height} 像素，超过可打开的 {most} 像素</translation>
    </message>
    <message>
        <source>{width} x {height} pixels are more than the {most} allowed</source>
        <translation>{width} x {height} 像素，超过允许的 {most} 像素</translation>
    </message>
    <message>
        <source>the picture has no pixels ({width} x {height})</source>
        <translation>图片没有像素（{width} x {height}）</translation>
    </message>
    <message>
        <source>the picture holds values that are not numbers</source>
        <translation>图片中有不是数字的值</translation>
    </message>
    <message>
        <source>the picture cannot be read: {error}</source>
        <translation>无法读取图片：{error}</translation>
    </message>
    <message>
        <source>{path}: a set of ink needs a list of items</source>
        <translation>{path}：笔迹集需要一个条目列表</translation>
    </message>
    <message>
        <source>{source}: holds more than {most} bytes</source>
        <translation>{source}：内容超过 {most} 字节</translation>
    </message>
    <message>
        <source>{source}: gzip data ends too early</source>
        <translation>{source}：gzip 数据过早结束</translation>
    </message>
    <message>
        <source>{source}: {size} bytes, at most {most} are possible</source>
        <translation>{source}：{size} 字节，最多 {most} 字节</translation>
    </message>
    <message>
        <source>{source}: not ink, but a JSON {type}</source>
        <translation>{source}：不是笔迹，而是 JSON {type}</translation>
    </message>
    <message>
        <source>{source}: not JSON ({error})</source>
        <translation>{source}：不是 JSON（{error}）</translation>
    </message>
    <message>
        <source>{source}: format is {found}, expected &quot;{wanted}&quot;</source>
        <translation>{source}：格式为 {found}，应为 &quot;{wanted}&quot;</translation>
    </message>
    <message>
        <source>{source}: version is {found}, expected {wanted}</source>
        <translation>{source}：版本为 {found}，应为 {wanted}</translation>
    </message>
    <message>
        <source>{source}: version {found} is newer than this digitpad knows ({known}); a newer digitpad can read it</source>
        <translation>{source}：版本 {found} 比此 digitpad 所知的（{known}）更新；更新的 digitpad 可以读取</translation>
    </message>
    <message>
        <source>{source}: pen width must be a number, not {value}</source>
        <translation>{source}：笔宽必须是数字，而不是 {value}</translation>
    </message>
    <message>
        <source>{source}: strokes must be a list of objects</source>
        <translation>{source}：笔画必须是对象的列表</translation>
    </message>
    <message>
        <source>{source}: more than {most} points</source>
        <translation>{source}：超过 {most} 个点</translation>
    </message>
    <message>
        <source>{source}: label and writer must be texts</source>
        <translation>{source}：标签和书写者必须是文本</translation>
    </message>
    <message>
        <source>{source}: stroke {number}: {error}</source>
        <translation>{source}：第 {number} 笔：{error}</translation>
    </message>
    <message>
        <source>{path}: item {number}: {error}</source>
        <translation>{path}：第 {number} 项：{error}</translation>
    </message>
    <message>
        <source>{name} must be a regular list of numbers</source>
        <translation>{name} 必须是整齐的数字列表</translation>
    </message>
    <message>
        <source>{name} must be numbers, {shape}</source>
        <translation>{name} 必须是数字，形状 {shape}</translation>
    </message>
    <message>
        <source>{name} must be {wanted} numbers, found {found}</source>
        <translation>{name} 必须是 {wanted} 个数字，实为 {found}</translation>
    </message>
    <message>
        <source>{name} must be finite and at most {most} in size</source>
        <translation>{name} 必须是有限的，且大小不超过 {most}</translation>
    </message>
    <message>
        <source>a stroke needs at least one point</source>
        <translation>一笔至少需要一个点</translation>
    </message>
    <message>
        <source>a stroke has {count} points, at most {most} are possible</source>
        <translation>一笔有 {count} 个点，最多 {most} 个</translation>
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
        <source>pen width must be above 0, not {value}</source>
        <translation>笔宽必须大于 0，而不是 {value}</translation>
    </message>
    <message>
        <source>{name}: a map needs at least three digits</source>
        <translation>{name}：图至少需要三个数字</translation>
    </message>
    <message>
        <source>{method} needs scikit-learn, which is not installed: pip install &apos;digitpad[map]&apos;</source>
        <translation>{method} 需要 scikit-learn，但尚未安装：pip install &apos;digitpad[map]&apos;</translation>
    </message>
    <message>
        <source>t-SNE failed: {reason}</source>
        <translation>t-SNE 失败：{reason}</translation>
    </message>
    <message>
        <source>a weight is a finite number, not {value}</source>
        <translation>权重是有限的数值，而不是 {value}</translation>
    </message>
    <message>
        <source>Grad-CAM needs a convolution, and this network has none</source>
        <translation>Grad-CAM 需要卷积层，而此网络没有</translation>
    </message>
    <message>
        <source>Grad-CAM needs pictures, which {layer} has not</source>
        <translation>Grad-CAM 需要图像，而 {layer} 没有</translation>
    </message>
    <message>
        <source>this model has no layer {layer}; there are {known}</source>
        <translation>此模型没有层 {layer}；现有：{known}</translation>
    </message>
    <message>
        <source>{name}: {count} digits of {classes} classes, expected some of the {known} that the model knows</source>
        <translation>{name}：{classes} 个类别的 {count} 个数字，应为模型认识的 {known} 个类别之内</translation>
    </message>
    <message>
        <source>{name}: there are no digits to change</source>
        <translation>{name}：没有可更改的数字</translation>
    </message>
    <message>
        <source>{name} has shape {shape} in one model and {other} in the other</source>
        <translation>{name} 在一个模型中的形状为 {shape}，在另一个模型中为 {other}</translation>
    </message>
    <message>
        <source>there is no tensor {name}, only {known}</source>
        <translation>没有张量 {name}，只有 {known}</translation>
    </message>
    <message>
        <source>nothing is drawn, so there is nothing to replay</source>
        <translation>没有书写内容，因此没有可重放的</translation>
    </message>
    <message>
        <source>no models of earlier epochs were kept</source>
        <translation>没有保留较早各轮的模型</translation>
    </message>
    <message>
        <source>are in use by another program; try again in a moment</source>
        <translation>正被其他程序使用；请稍后再试</translation>
    </message>
    <message>
        <source>are damaged; the next start sets the file aside and begins a new one</source>
        <translation>已损坏；下次启动时会把文件移到一旁并新建一个</translation>
    </message>
    <message>
        <source>cannot be changed: the file or its folder is read-only</source>
        <translation>无法更改：文件或其文件夹为只读</translation>
    </message>
    <message>
        <source>cannot be written: the disk is full; what was stored is still there</source>
        <translation>无法写入：磁盘已满；已保存的内容仍在</translation>
    </message>
    <message>
        <source>cannot be opened: the file or its folder cannot be written</source>
        <translation>无法打开：文件或其文件夹不可写</translation>
    </message>
    <message>
        <source>cannot be opened: permission is missing</source>
        <translation>无法打开：没有权限</translation>
    </message>
    <message>
        <source>cannot be read or written: the disk reports an error</source>
        <translation>无法读写：磁盘报告错误</translation>
    </message>
    <message>
        <source>cannot be used: {error}</source>
        <translation>无法使用：{error}</translation>
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
        <source>kind {kind} is not known; there are {known}</source>
        <translation>没有种类 {kind}；现有：{known}</translation>
    </message>
    <message>
        <source>The checkpoint could not be written ({error}). Training goes on; the last one that was written is still there</source>
        <translation>无法写入检查点（{error}）。训练继续进行；上一个写好的检查点仍在</translation>
    </message>
    <message>
        <source>{folder} could not be written to ({error})</source>
        <translation>无法写入 {folder}（{error}）</translation>
    </message>
    <message>
        <source>The change could not be written down ({error})</source>
        <translation>无法记下更改（{error}）</translation>
    </message>
    <message>
        <source>To go on from epoch {epoch} with a learning rate of {rate}, resume the run</source>
        <translation>要以学习率 {rate} 从第 {epoch} 轮继续，请继续此训练</translation>
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
        <source>signal {number}</source>
        <translation>信号 {number}</translation>
    </message>
    <message>
        <source>code {number}</source>
        <translation>代码 {number}</translation>
    </message>
    <message>
        <source>{file} is damaged ({reason}) and cannot be set aside: {error}</source>
        <translation>{file} 已损坏（{reason}），且无法移到一旁：{error}</translation>
    </message>
    <message>
        <source>{file} was damaged ({reason}). It was set aside as {aside}.</source>
        <translation>{file} 已损坏（{reason}）。已移到一旁，名为 {aside}。</translation>
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
        <source>epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>批次大小</translation>
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
        <source>momentum</source>
        <translation>动量</translation>
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
        <source>schedule</source>
        <translation>学习率曲线</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>优化器</translation>
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
        <source>thickness</source>
        <translation>粗细</translation>
    </message>
    <message>
        <source>contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>item</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>architecture</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>non-digits</source>
        <translation>非数字设置</translation>
    </message>
    <message>
        <source>{path}: line {line}</source>
        <translation>{path}：第 {line} 行</translation>
    </message>
    <message>
        <source>{path}: item {number}</source>
        <translation>{path}：第 {number} 项</translation>
    </message>
    <message>
        <source>{file} was damaged ({reason}). It was set aside as {aside}, and a new file of samples was begun.</source>
        <translation>{file} 已损坏（{reason}）。已移到一旁，名为 {aside}，并新建了样本文件。</translation>
    </message>
    <message>
        <source>{name} is no number</source>
        <translation>{name} 不是数字</translation>
    </message>
    <message>
        <source>{name} is no {type}</source>
        <translation>{name} 不是 {type}</translation>
    </message>
    <message>
        <source>temperature is {value}</source>
        <translation>温度为 {value}</translation>
    </message>
    <message>
        <source>{found}. {suggestion}</source>
        <translation>{found}。{suggestion}</translation>
    </message>
    <message>
        <source>{place}: {error}</source>
        <translation>{place}：{error}</translation>
    </message>
</context>
<context>
    <name>ExperimentOutcome</name>
    <message>
        <source>{layer}: number {unit} is off</source>
        <translation>{layer}：第 {unit} 个已关闭</translation>
    </message>
    <message>
        <source>Nothing is changed</source>
        <translation>没有任何修改</translation>
    </message>
    <message>
        <source>The answer, before and after</source>
        <translation>修改前后的答案</translation>
    </message>
    <message>
        <source>MNIST&apos;s test digits</source>
        <translation>MNIST 测试数字</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>&amp;Answer with the copy on the pad</source>
        <translation>手写板用副本识别(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Keep under a new name…</source>
        <translation>另存为新模型(&amp;K)…</translation>
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
        <source>Click a picture to switch that unit off or on again, and see what the answer makes of it; the model on disk stays as it is.</source>
        <translation>点击图像可关闭或重新打开该单元，看看答案有什么变化；磁盘上的模型保持不变。</translation>
    </message>
    <message>
        <source>Click a pixel to make the model blind for it, or see it again; the model on disk stays as it is.</source>
        <translation>点击像素可让模型看不见它，或重新看见；磁盘上的模型保持不变。</translation>
    </message>
    <message>
        <source>Click a number and change it below, and see what the answer makes of it; the model on disk stays as it is.</source>
        <translation>点击一个数值并在下面修改，看看答案有什么变化；磁盘上的模型保持不变。</translation>
    </message>
</context>
<context>
    <name>ExperimentsPage</name>
    <message>
        <source>There is no model to experiment with.</source>
        <translation>没有可以做实验的模型。</translation>
    </message>
    <message>
        <source>Change the model, and see what the answer makes of it.</source>
        <translation>修改模型，看看答案有什么变化。</translation>
    </message>
    <message>
        <source>This page as a picture…</source>
        <translation>本页（图片）…</translation>
    </message>
    <message>
        <source>{name} as numbers…</source>
        <translation>{name}（数值）…</translation>
    </message>
    <message>
        <source>Keep the changed copy</source>
        <translation>保留修改后的副本</translation>
    </message>
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
        <source>Start &amp;over</source>
        <translation>从头再来(&amp;O)</translation>
    </message>
</context>
<context>
    <name>FiguresRow</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>The share of right answers, on digits held out where there are any, after the last epoch; before that, on the batches so far.</source>
        <translation>最后一轮之后正确答案所占的比例，有验证集时在验证集上计算；在此之前按到目前为止的批次计算。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>How wrong the answers are, and how sure of it: 0 would be perfect.</source>
        <translation>答案错得多厉害，以及错时有多大把握：0 为完美。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How far the weights move in a step now.</source>
        <translation>现在每一步权重移动多远。</translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation>图像/秒</translation>
    </message>
    <message>
        <source>How many pictures are learned from in a second.</source>
        <translation>每秒学习多少幅图像。</translation>
    </message>
    <message>
        <source>Elapsed</source>
        <translation>已用时间</translation>
    </message>
    <message>
        <source>How long it has been learning.</source>
        <translation>已经学习了多久。</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>How long it will take at this speed.</source>
        <translation>按现在的速度还需多久。</translation>
    </message>
</context>
<context>
    <name>GuidedRound</name>
    <message>
        <source>Finding out what learning from your digits brings …</source>
        <translation>正在测试从您的数字中学习有多大帮助……</translation>
    </message>
    <message>
        <source>Of {count} digits it had not learned from, {before} were read right before, {after} after learning from the others. Now it learns from all of them.</source>
        <translation>在 {count} 个没有参与学习的数字中，原来认对 {before} 个，从其余数字学习后认对 {after} 个。现在它会从全部数字中学习。</translation>
    </message>
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
        <source>Write each digit</source>
        <translation>逐个书写数字</translation>
    </message>
    <message>
        <source>Write as you always do. Space or Enter goes on.</source>
        <translation>照您平时的样子写。按空格或回车继续。</translation>
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
        <source>&amp;End here</source>
        <translation>到此为止(&amp;E)</translation>
    </message>
    <message>
        <source>Digits written</source>
        <translation>已写的数字</translation>
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
</context>
<context>
    <name>Histogram</name>
    <message>
        <source>{count} from {low} to {high}</source>
        <translation>{low} 到 {high} 之间有 {count} 个</translation>
    </message>
    <message>
        <source>How many weights of the network are how large; the heights are square roots, so that rare large ones are seen, too.</source>
        <translation>各种大小的权重各有多少；高度取平方根，以便少数很大的权重也能看到。</translation>
    </message>
    <message>
        <source>Histogram of the weights</source>
        <translation>权重直方图</translation>
    </message>
</context>
<context>
    <name>HistoryChart</name>
    <message>
        <source>training digits</source>
        <translation>训练数字</translation>
    </message>
    <message>
        <source>held-out digits</source>
        <translation>验证数字</translation>
    </message>
    <message>
        <source>read right</source>
        <translation>认对</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
</context>
<context>
    <name>HistoryCurve</name>
    <message>
        <source>learned from</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>epoch {epoch}: {value}</source>
        <translation>第 {epoch} 轮：{value}</translation>
    </message>
    <message>
        <source>, held out {value}</source>
        <translation>，验证 {value}</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
</context>
<context>
    <name>IdealInputs</name>
    <message>
        <source>What it would like best to see</source>
        <translation>它最想看到的图像</translation>
    </message>
    <message>
        <source>Each picture was grown from faint noise to please one class only.</source>
        <translation>每幅图像都从微弱的噪声生成，只为迎合一个类别。</translation>
    </message>
    <message>
        <source>Grows a picture for each class from noise, step by step.</source>
        <translation>从噪声开始，逐步为每个类别生成一幅图像。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Grow them</source>
        <translation>生成</translation>
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
        <source>Kept as {name} among your models.</source>
        <translation>已作为 {name} 存入您的模型。</translation>
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
        <source>The pad answers with the changed copy.</source>
        <translation>手写板正在用修改后的副本识别。</translation>
    </message>
    <message>
        <source>&amp;Back to the model</source>
        <translation>恢复原模型(&amp;B)</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>模型查看器</translation>
    </message>
    <message>
        <source>Inspector: {model}</source>
        <translation>模型查看器：{model}</translation>
    </message>
</context>
<context>
    <name>LearningNote</name>
    <message>
        <source>Learning that this is a {digit} …</source>
        <translation>正在学习：这是 {digit} ……</translation>
    </message>
    <message>
        <source>Kept among your samples, but not learned: {problem}</source>
        <translation>已保存到您的样本，但没有学习：{problem}</translation>
    </message>
    <message>
        <source>Not saved: {problem}</source>
        <translation>没有保存：{problem}</translation>
    </message>
    <message>
        <source>Your own digits: {before} → {after} of {count} right</source>
        <translation>您自己的 {count} 个数字：认对 {before} → {after} 个</translation>
    </message>
    <message>
        <source>MNIST test: {before} → {after} right</source>
        <translation>MNIST 测试集：认对 {before} → {after}</translation>
    </message>
    <message>
        <source>Learned from this {digit}.</source>
        <translation>从这个 {digit} 中学习了。</translation>
    </message>
    <message>
        <source>Learned from {count} digits of yours.</source>
        <translation>从您的 {count} 个数字中学习了。</translation>
    </message>
    <message>
        <source>Taken back: everything is as it was before.</source>
        <translation>已撤销：一切恢复原样。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Before and after learning. The MNIST test digits are never learned from.</source>
        <translation>学习之前和之后。MNIST 测试数字从不参与学习。</translation>
    </message>
    <message>
        <source>Forget this digit again</source>
        <translation>忘掉这个数字</translation>
    </message>
</context>
<context>
    <name>LearningSection</name>
    <message>
        <source>Learning</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>More about learning</source>
        <translation>更多学习设置</translation>
    </message>
    <message>
        <source>This machine has {count}.</source>
        <translation>本机有 {count} 个核心。</translation>
    </message>
</context>
<context>
    <name>LibraryButtons</name>
    <message>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <source>Take a model file in, checked first</source>
        <translation>导入模型文件，会先检查</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>导出(&amp;X)</translation>
    </message>
    <message>
        <source>Write its numbers for other programs</source>
        <translation>导出数值，供其他程序使用</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>复制(&amp;D)</translation>
    </message>
    <message>
        <source>Copy it under another name</source>
        <translation>以另一个名称复制一份</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>重命名(&amp;R)</translation>
    </message>
    <message>
        <source>Give it another name (F2)</source>
        <translation>换一个名称 (F2)</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>删除(&amp;L)</translation>
    </message>
    <message>
        <source>Move it to the trash; can be undone</source>
        <translation>移到回收站；可以撤销</translation>
    </message>
    <message>
        <source>&amp;Compare with</source>
        <translation>比较(&amp;C)</translation>
    </message>
    <message>
        <source>Let both read the same digits</source>
        <translation>让两个模型识别同样的数字</translation>
    </message>
    <message>
        <source>&amp;Train again…</source>
        <translation>再次训练(&amp;T)…</translation>
    </message>
    <message>
        <source>Open a training with the settings that made this model</source>
        <translation>用训练出此模型的设置打开训练窗口</translation>
    </message>
    <message>
        <source>Make de&amp;fault</source>
        <translation>设为默认(&amp;F)</translation>
    </message>
    <message>
        <source>Let it answer wherever no other model is asked for</source>
        <translation>未指定模型时，由它识别</translation>
    </message>
    <message>
        <source>&amp;Use</source>
        <translation>使用(&amp;U)</translation>
    </message>
    <message>
        <source>Let the pad answer with it from now on</source>
        <translation>手写板从现在起用它识别</translation>
    </message>
    <message>
        <source>It ships with digitpad; a duplicate can be changed</source>
        <translation>digitpad 自带的模型；复制后即可修改</translation>
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
        <source>&amp;CSV, a file for each tensor, in a folder…</source>
        <translation>CSV，每个张量一个文件，存入文件夹(&amp;C)…</translation>
    </message>
    <message>
        <source>CSV in one &amp;ZIP file…</source>
        <translation>CSV，打包成一个 ZIP 文件(&amp;Z)…</translation>
    </message>
    <message>
        <source>&amp;ONNX, for other programs that run networks…</source>
        <translation>ONNX，供其他能运行网络的程序使用(&amp;O)…</translation>
    </message>
</context>
<context>
    <name>LibraryWindow</name>
    <message>
        <source>The pad answers with {name}.</source>
        <translation>手写板现在用 {name} 识别。</translation>
    </message>
    <message>
        <source>{name} is the default from now on.</source>
        <translation>{name} 现在是默认模型。</translation>
    </message>
    <message>
        <source>{name} is called {new} now.</source>
        <translation>{name} 现已改名为 {new}。</translation>
    </message>
    <message>
        <source>{name} was copied as {copy}.</source>
        <translation>{name} 已复制为 {copy}。</translation>
    </message>
    <message>
        <source>{name} was deleted.</source>
        <translation>{name} 已删除。</translation>
    </message>
    <message>
        <source>{name} is back.</source>
        <translation>{name} 已恢复。</translation>
    </message>
    <message>
        <source>{name} was imported.</source>
        <translation>{name} 已导入。</translation>
    </message>
    <message>
        <source>{name} was written to {place}.</source>
        <translation>{name} 已写入 {place}。</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型库</translation>
    </message>
</context>
<context>
    <name>MachineCurve</name>
    <message>
        <source>{stage}: {amount}{value} · {elapsed}</source>
        <translation>{stage}：{amount}{value} · {elapsed}</translation>
    </message>
    <message>
        <source>A vector machine improves all its numbers together; this is how far it is from where nothing gets better any more, compared with the beginning.</source>
        <translation>向量机的所有数值同时改进；曲线表示距离最优还有多远（与开始时相比）。</translation>
    </message>
    <message>
        <source>Left to improve</source>
        <translation>剩余改进空间</translation>
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
    <name>MapPage</name>
    <message>
        <source>2,000 training digits as the chosen layer sees them: those alike to it lie close together, and your drawing moves among them.</source>
        <translation>所选层眼中的 2,000 个训练数字：对它来说相像的靠在一起，您写的图形在其中移动。</translation>
    </message>
    <message>
        <source>t-SNE moves 2,000 training digits until like lies beside like…</source>
        <translation>t-SNE 正在移动 2,000 个训练数字，直到相似的彼此相邻……</translation>
    </message>
    <message>
        <source>2,000 training digits pass through the layer…</source>
        <translation>2,000 个训练数字正在通过该层……</translation>
    </message>
    <message>
        <source>Make a map of 2,000 training digits.</source>
        <translation>绘制 2,000 个训练数字的分布图。</translation>
    </message>
    <message>
        <source>The digits’ positions…</source>
        <translation>数字的位置…</translation>
    </message>
    <message>
        <source>This page as a picture…</source>
        <translation>本页（图片）…</translation>
    </message>
    <message>
        <source>The pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>The features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>read as {digit}, {sure}</source>
        <translation>认作 {digit}，{sure}</translation>
    </message>
    <message>
        <source>a {name}</source>
        <translation>数字 {name}</translation>
    </message>
    <message>
        <source>Only who is whose neighbour means something here.</source>
        <translation>这里只有谁与谁相邻才有意义。</translation>
    </message>
    <message>
        <source>These two directions show {share} of all differences.</source>
        <translation>这两个方向体现了全部差异的 {share}。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>方法</translation>
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
        <source>How the map is made</source>
        <translation>分布图的绘制方法</translation>
    </message>
    <message>
        <source>Map of training digits</source>
        <translation>训练数字分布图</translation>
    </message>
</context>
<context>
    <name>MapTile</name>
    <message>
        <source>The values of the strongest colours</source>
        <translation>颜色最深处对应的数值</translation>
    </message>
</context>
<context>
    <name>MeasuredPage</name>
    <message>
        <source>There is no model to look into.</source>
        <translation>没有可以查看的模型。</translation>
    </message>
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
    <name>MistakesPage</name>
    <message>
        <source>The model’s answers to MNIST’s 10,000 test digits: what is taken for what, and whether it knows when it is unsure. Click a cell to see its digits.</source>
        <translation>模型对 MNIST 10,000 个测试数字的答案：什么被认作什么，以及它是否知道自己没有把握。点击单元格可查看其中的数字。</translation>
    </message>
    <message>
        <source>The model reads 10,000 test digits…</source>
        <translation>模型正在识别 10,000 个测试数字……</translation>
    </message>
    <message>
        <source>Let the model read MNIST’s 10,000 test digits to see what it gets wrong.</source>
        <translation>让模型识别 MNIST 的 10,000 个测试数字，看看哪些会认错。</translation>
    </message>
    <message>
        <source>This page as a picture…</source>
        <translation>本页（图片）…</translation>
    </message>
    <message>
        <source>The confusion matrix as a picture…</source>
        <translation>混淆矩阵（图片）…</translation>
    </message>
    <message>
        <source>The confusion’s counts…</source>
        <translation>混淆矩阵（个数）…</translation>
    </message>
    <message>
        <source>All {count} misread digits, the surest mistake first</source>
        <translation>全部 {count} 个认错的数字，把握最大的在前</translation>
    </message>
    <message>
        <source>{truth} read as {answer}: {count}</source>
        <translation>{truth} 认作 {answer}：{count}</translation>
    </message>
    <message>
        <source>{right} right, {wrong} misread</source>
        <translation>认对 {right}，认错 {wrong}</translation>
    </message>
    <message>
        <source>{error} off on average; on the diagonal it is as sure as it is right</source>
        <translation>平均偏差 {error}；在对角线上，把握与正确率一致</translation>
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
        <source>Per cent of each row: of all digits of that class</source>
        <translation>每行的百分比：占该类全部数字的比例</translation>
    </message>
    <message>
        <source>down: what was written, across: what it was read as</source>
        <translation>纵向：所写的数字，横向：认作的数字</translation>
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
        <source>By class</source>
        <translation>按类别</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Of the answers of a class, the share that is right</source>
        <translation>某一类的答案中正确的比例</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>Of a class’s digits, the share that is found</source>
        <translation>某一类的数字中被认出的比例</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
</context>
<context>
    <name>ModelChooser</name>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The network that answers</source>
        <translation>负责识别的网络</translation>
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
        <source>Digits that changed sides</source>
        <translation>结果有变的数字</translation>
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
        <source>Which digits the pictures below are about.</source>
        <translation>下面的图像显示哪些数字。</translation>
    </message>
    <message>
        <source>There is no such digit.</source>
        <translation>没有这样的数字。</translation>
    </message>
</context>
<context>
    <name>ModelDetails</name>
    <message>
        <source>It learned in one go, without epochs.</source>
        <translation>它一次学成，不分轮次。</translation>
    </message>
    <message>
        <source>Its file does not tell.</source>
        <translation>文件中没有记录。</translation>
    </message>
    <message>
        <source>{file} cannot be used:</source>
        <translation>{file} 无法使用：</translation>
    </message>
    <message>
        <source>It ships with digitpad and stays as it is.</source>
        <translation>digitpad 自带，保持不变。</translation>
    </message>
    <message>
        <source>{numbers} numbers in {size}.</source>
        <translation>{numbers} 个数，{size}。</translation>
    </message>
    <message>
        <source>of MNIST&apos;s test digits</source>
        <translation>MNIST 测试数字</translation>
    </message>
    <message>
        <source>of real hands</source>
        <translation>真实手写</translation>
    </message>
    <message>
        <source>of your own samples</source>
        <translation>您的样本</translation>
    </message>
    <message>
        <source>The selected model</source>
        <translation>所选模型</translation>
    </message>
    <message>
        <source>How it learned</source>
        <translation>学习过程</translation>
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
        <source>After every epoch: on the digits it learned from, and on digits held out from learning, if there were any. A dashed line marks the epoch that became the model.</source>
        <translation>每一轮之后：参与学习的数字的结果，以及验证集（如果有）的结果。虚线标出成为模型的那一轮。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the line to the clipboard</source>
        <translation>将这一行复制到剪贴板</translation>
    </message>
    <message>
        <source>What trains such a model again, in a terminal</source>
        <translation>在终端中再次训练这样的模型的命令</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
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
        <source>Real hands</source>
        <translation>真实手写</translation>
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
        <source>The model&apos;s name, what kind it is, and your notes on it.</source>
        <translation>模型的名称、种类和您的备注。</translation>
    </message>
    <message>
        <source>How many of MNIST&apos;s 10,000 test digits it reads right.</source>
        <translation>MNIST 的 10,000 个测试数字认对多少。</translation>
    </message>
    <message>
        <source>How many digits it reads right that people wrote with electronic pens.</source>
        <translation>人们用电子笔写的数字认对多少。</translation>
    </message>
    <message>
        <source>How large its file is.</source>
        <translation>模型文件的大小。</translation>
    </message>
    <message>
        <source>When its file was written.</source>
        <translation>模型文件的写入时间。</translation>
    </message>
</context>
<context>
    <name>ModelSection</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>More about the model</source>
        <translation>更多模型设置</translation>
    </message>
    <message>
        <source>fresh weights</source>
        <translation>随机初始化</translation>
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
        <source>In a row</source>
        <translation>展平</translation>
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
        <source>Main directions</source>
        <translation>主方向</translation>
    </message>
    <message>
        <source>Landmarks</source>
        <translation>地标点</translation>
    </message>
</context>
<context>
    <name>NameRow</name>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>保留(&amp;K)</translation>
    </message>
    <message>
        <source>Puts it among your models, and the pad answers with it. None is replaced.</source>
        <translation>存入您的模型，手写板改用它识别。不会覆盖已有的模型。</translation>
    </message>
</context>
<context>
    <name>NeighbourPanel</name>
    <message>
        <source>Draw a digit, and it moves among these.</source>
        <translation>写一个数字，它就会在这些数字之间移动。</translation>
    </message>
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
</context>
<context>
    <name>NetworkPicture</name>
    <message>
        <source>The drawing as the network is given it: cut out, fitted into 20 × 20 pixels and moved so that its centre of mass, the dot, lies in the middle</source>
        <translation>交给网络的图像：裁剪出笔迹，缩放到 20 × 20 像素以内，再平移使重心（圆点）位于正中</translation>
    </message>
    <message>
        <source>What the network sees</source>
        <translation>网络看到的图像</translation>
    </message>
</context>
<context>
    <name>NotesField</name>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Notes: what is special about this model?</source>
        <translation>备注：这个模型有什么特别之处？</translation>
    </message>
</context>
<context>
    <name>Offer</name>
    <message>
        <source>finished, but neither kept nor discarded</source>
        <translation>已完成，尚未保留或丢弃</translation>
    </message>
    <message>
        <source>stopped after epoch {epoch} of {epochs}</source>
        <translation>停在第 {epoch} 轮，共 {epochs} 轮</translation>
    </message>
    <message>
        <source>{share} right</source>
        <translation>正确率 {share}</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Discard it?</source>
        <translation>确定丢弃？</translation>
    </message>
    <message>
        <source>begun today at {time}</source>
        <translation>今天 {time} 开始</translation>
    </message>
    <message>
        <source>begun on {day}</source>
        <translation>{day} 开始</translation>
    </message>
</context>
<context>
    <name>Offers</name>
    <message>
        <source>Trainings that are not at their end</source>
        <translation>待处理的训练</translation>
    </message>
</context>
<context>
    <name>OtherDigits</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>a pair of IDX files</source>
        <translation>一对 IDX 文件</translation>
    </message>
    <message>
        <source>a folder of pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>folder with folders 0 to 9</source>
        <translation>含 0 到 9 子文件夹的文件夹</translation>
    </message>
    <message>
        <source>file of images</source>
        <translation>图像文件</translation>
    </message>
    <message>
        <source>file of labels</source>
        <translation>标签文件</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
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
        <source>Why this answer</source>
        <translation>为何这样回答</translation>
    </message>
    <message>
        <source>What it gets wrong</source>
        <translation>哪些会认错</translation>
    </message>
    <message>
        <source>How robust it is</source>
        <translation>鲁棒性</translation>
    </message>
    <message>
        <source>Where it lies</source>
        <translation>所处位置</translation>
    </message>
    <message>
        <source>Through time</source>
        <translation>变化过程</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>实验</translation>
    </message>
</context>
<context>
    <name>PictureDesk</name>
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
        <source>Nothing in this picture stands out as a digit.</source>
        <translation>这张图片中没有看到数字。</translation>
    </message>
    <message>
        <source>Save the drawing</source>
        <translation>保存所写内容</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>The drawing is on the clipboard.</source>
        <translation>所写内容已复制到剪贴板。</translation>
    </message>
    <message>
        <source>{text} is on the clipboard.</source>
        <translation>{text} 已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>笔迹</translation>
    </message>
</context>
<context>
    <name>PicturePane</name>
    <message>
        <source>Click, or press Escape, to draw again</source>
        <translation>点击或按 Esc 键继续书写</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
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
        <source>&amp;Start training</source>
        <translation>开始训练(&amp;S)</translation>
    </message>
    <message>
        <source>Measuring the time …</source>
        <translation>正在测算用时……</translation>
    </message>
    <message>
        <source>About {time}</source>
        <translation>大约 {time}</translation>
    </message>
    <message>
        <source>Learns from {count} pictures</source>
        <translation>学习 {count} 幅图像</translation>
    </message>
    <message>
        <source>{count} steps</source>
        <translation>{count} 步</translation>
    </message>
    <message>
        <source>Judged by {count} held out</source>
        <translation>用 {count} 个留出的数字验证</translation>
    </message>
    <message>
        <source>{count} weights to find</source>
        <translation>待求权重 {count} 个</translation>
    </message>
</context>
<context>
    <name>PresetRow</name>
    <message>
        <source>30 seconds</source>
        <translation>30 秒</translation>
    </message>
    <message>
        <source>A first try, to watch it learn</source>
        <translation>先试一试，看它学习</translation>
    </message>
    <message>
        <source>5 minutes</source>
        <translation>5 分钟</translation>
    </message>
    <message>
        <source>Good enough to use</source>
        <translation>足够好用</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Everything this model can learn</source>
        <translation>学到这个模型的极限</translation>
    </message>
    <message>
        <source>measuring …</source>
        <translation>正在测算……</translation>
    </message>
    <message>
        <source>{time} here</source>
        <translation>本机约 {time}</translation>
    </message>
    <message>
        <source>Fills in the form for this model; the time was measured on this machine.</source>
        <translation>为此模型填好各项设置；用时是在本机上测算的。</translation>
    </message>
</context>
<context>
    <name>ProbabilityBar</name>
    <message>
        <source>Probability of {digit}</source>
        <translation>{digit} 的概率</translation>
    </message>
    <message>
        <source>It is a {digit}? Click, or press {digit}, and digitpad learns it</source>
        <translation>其实是 {digit}？点击或按 {digit} 键，digitpad 就会学会</translation>
    </message>
</context>
<context>
    <name>ProblemWords</name>
    <message>
        <source>One setting cannot work; the reason stands beside it.</source>
        <translation>有一项设置不可行，原因写在它旁边。</translation>
    </message>
    <message>
        <source>{count} settings cannot work; the reasons stand beside them.</source>
        <translation>有 {count} 项设置不可行，原因写在它们旁边。</translation>
    </message>
</context>
<context>
    <name>RateSection</name>
    <message>
        <source>Change while it learns</source>
        <translation>学习中调整</translation>
    </message>
</context>
<context>
    <name>ResultView</name>
    <message>
        <source>Both models read the test digits and your samples …</source>
        <translation>两个模型正在识别测试数字和您的样本……</translation>
    </message>
    <message>
        <source>Co&amp;mpare with</source>
        <translation>比较对象(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Train on, so many epochs:</source>
        <translation>继续训练，轮数(&amp;T)：</translation>
    </message>
    <message>
        <source>How many epochs more</source>
        <translation>再学几轮</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>丢弃(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Discard it?</source>
        <translation>确定丢弃(&amp;D)？</translation>
    </message>
    <message>
        <source>{model} has learned</source>
        <translation>{model} 学完了</translation>
    </message>
    <message>
        <source>{model} has learned: {share} of MNIST&apos;s test digits are right</source>
        <translation>{model} 学完了：MNIST 测试数字认对 {share}</translation>
    </message>
</context>
<context>
    <name>RobustnessPage</name>
    <message>
        <source>How many of 1,000 test digits are still read right, the more they are changed; beneath, one digit changed so much and what it is read as.</source>
        <translation>1,000 个测试数字变化得越来越大时还能认对多少；下方是一个数字这样变化后的样子和认作的结果。</translation>
    </message>
    <message>
        <source>The model reads 1,000 test digits, changed in 45 ways…</source>
        <translation>模型正在识别以 45 种方式变化的 1,000 个测试数字……</translation>
    </message>
    <message>
        <source>Let the model read changed test digits to see from when on it misreads.</source>
        <translation>让模型识别变化后的测试数字，看看从多大变化起会认错。</translation>
    </message>
    <message>
        <source>This page as a picture…</source>
        <translation>本页（图片）…</translation>
    </message>
    <message>
        <source>Your drawing</source>
        <translation>您写的图形</translation>
    </message>
    <message>
        <source>A test digit</source>
        <translation>一个测试数字</translation>
    </message>
    <message>
        <source>{accuracy} of the test digits are still read right.</source>
        <translation>测试数字仍认对 {accuracy}。</translation>
    </message>
    <message>
        <source>This one is read as {answer}, {sure} sure.</source>
        <translation>这一个认作 {answer}，把握 {sure}。</translation>
    </message>
    <message>
        <source>Point at a curve to see it changed.</source>
        <translation>指向曲线可查看相应的变化。</translation>
    </message>
    <message>
        <source>Turned by {value} degrees</source>
        <translation>旋转 {value} 度</translation>
    </message>
    <message>
        <source>Moved by {value} pixels</source>
        <translation>平移 {value} 像素</translation>
    </message>
    <message>
        <source>{value} times as large</source>
        <translation>放大到 {value} 倍</translation>
    </message>
    <message>
        <source>Strokes {value} pixels thicker a side</source>
        <translation>笔画每侧加粗 {value} 像素</translation>
    </message>
    <message>
        <source>Noise of {value}</source>
        <translation>噪声 {value}</translation>
    </message>
    <message>
        <source>{share} or more from {low} to {high}</source>
        <translation>从 {low} 到 {high} 不低于 {share}</translation>
    </message>
    <message>
        <source>never {share}</source>
        <translation>达不到 {share}</translation>
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
        <source>Size, times</source>
        <translation>大小（倍）</translation>
    </message>
    <message>
        <source>Stroke thickness, pixels a side</source>
        <translation>笔画粗细（每侧像素）</translation>
    </message>
    <message>
        <source>Noise, standard deviation</source>
        <translation>噪声（标准差）</translation>
    </message>
    <message>
        <source>Where so many test digits are read right</source>
        <translation>测试数字认对这么多的范围</translation>
    </message>
</context>
<context>
    <name>RunButtons</name>
    <message>
        <source>Pausing …</source>
        <translation>正在暂停……</translation>
    </message>
    <message>
        <source>Going on …</source>
        <translation>正在继续……</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>One &amp;more epoch</source>
        <translation>多学一轮(&amp;M)</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>正在停止……</translation>
    </message>
    <message>
        <source>Stop and &amp;keep</source>
        <translation>停止并保留(&amp;K)</translation>
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
        <source>The pad answers with it as it &amp;learns</source>
        <translation>学习时手写板用它识别(&amp;L)</translation>
    </message>
    <message>
        <source>Hold the work; the machine is free meanwhile.</source>
        <translation>暂停工作，其间不占用电脑。</translation>
    </message>
    <message>
        <source>Train an epoch more than planned so far.</source>
        <translation>比原计划多训练一轮。</translation>
    </message>
    <message>
        <source>Stop here and make a model of what is learned so far.</source>
        <translation>就此停止，把目前学到的做成模型。</translation>
    </message>
    <message>
        <source>Stop without a model; you can go on from here later.</source>
        <translation>停止，不生成模型；以后可以从这里继续。</translation>
    </message>
    <message>
        <source>The drawing on the pad is read by the model as it is at that moment.</source>
        <translation>手写板上的图形由此刻的模型识别。</translation>
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
        <source>Learning</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Variation of the digits</source>
        <translation>数字的变化</translation>
    </message>
    <message>
        <source>Also</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Learned from</source>
        <translation>学习来源</translation>
    </message>
    <message>
        <source>The set of digits it learned from.</source>
        <translation>学习所用的数字集。</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>How many digits it learned from, synthetic ones among them.</source>
        <translation>学习了多少个数字，包括合成的。</translation>
    </message>
    <message>
        <source>Varied copies</source>
        <translation>变化副本</translation>
    </message>
    <message>
        <source>How many varied copies of each digit were learned from as well.</source>
        <translation>每个数字还学习了多少个变化后的副本。</translation>
    </message>
    <message>
        <source>Started from</source>
        <translation>起始模型</translation>
    </message>
    <message>
        <source>The model that has learned from your corrections.</source>
        <translation>根据您的更正继续学习的模型。</translation>
    </message>
    <message>
        <source>Your samples</source>
        <translation>您的样本</translation>
    </message>
    <message>
        <source>How many of your own samples it has learned from.</source>
        <translation>学习了多少个您自己的样本。</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>最佳轮</translation>
    </message>
    <message>
        <source>The epoch whose weights became the model.</source>
        <translation>其权重成为模型的那一轮。</translation>
    </message>
</context>
<context>
    <name>RunningView</name>
    <message>
        <source>starting …</source>
        <translation>正在启动……</translation>
    </message>
    <message>
        <source>drawing synthetic digits, {done} of {total}</source>
        <translation>正在绘制合成数字，{done}/{total}</translation>
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
        <source>measuring the finished model …</source>
        <translation>正在测试学好的模型……</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>{model}: {what}</source>
        <translation>{model}：{what}</translation>
    </message>
    <message>
        <source>{shown} of {count} units</source>
        <translation>{count} 个单元中的 {shown} 个</translation>
    </message>
    <message>
        <source>{count} units</source>
        <translation>{count} 个单元</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>You can go on drawing, and close this window: training goes on.</source>
        <translation>您可以继续书写，也可以关闭此窗口：训练会继续进行。</translation>
    </message>
    <message>
        <source>First layer</source>
        <translation>第一层</translation>
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
        <source>My samples</source>
        <translation>我的样本</translation>
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
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>&amp;Write each digit…</source>
        <translation>逐个书写数字(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Learn from these</source>
        <translation>从这些样本学习(&amp;L)</translation>
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
        <source>&amp;IDX, as MNIST…</source>
        <translation>IDX，与 MNIST 相同(&amp;I)…</translation>
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
</context>
<context>
    <name>SampleList</name>
    <message>
        <source>A {digit}, {when}</source>
        <translation>{digit}，{when}</translation>
    </message>
    <message>
        <source>A {digit}, read as {read} by {model}, {when}</source>
        <translation>{digit}，被 {model} 认作 {read}，{when}</translation>
    </message>
</context>
<context>
    <name>ScheduleCurve</name>
    <message>
        <source>The learning rate from the first step to the last; at most {rate}.</source>
        <translation>学习率从第一步到最后一步的变化；最大 {rate}。</translation>
    </message>
    <message>
        <source>Curve of the learning rate</source>
        <translation>学习率曲线</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>This model has not learned what is no digit and takes everything for one.</source>
        <translation>这个模型没有学过什么不是数字，会把一切都当作数字。</translation>
    </message>
    <message>
        <source>What the threshold costs was not measured for this model.</source>
        <translation>这个模型没有测量过阈值的代价。</translation>
    </message>
    <message>
        <source>Measured on synthetic drawings that the model has not learned from; what real people draw is let through more often.</source>
        <translation>用模型没有学过的合成图形测得；真人画的图形会更常被当作数字。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Not a digit</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>How sure must the network be before it says that a drawing is no digit?</source>
        <translation>网络要有多大把握，才说所写的不是数字？</translation>
    </message>
    <message>
        <source>Says so readily</source>
        <translation>容易判为非数字</translation>
    </message>
    <message>
        <source>Takes almost anything</source>
        <translation>几乎什么都当作数字</translation>
    </message>
    <message>
        <source>True digits turned away</source>
        <translation>被拒绝的真数字</translation>
    </message>
    <message>
        <source>Other things taken for a digit</source>
        <translation>被当作数字的其他图形</translation>
    </message>
    <message>
        <source>Threshold for what is no digit</source>
        <translation>判为非数字的阈值</translation>
    </message>
    <message>
        <source>As the model suggests</source>
        <translation>采用模型建议值</translation>
    </message>
    <message>
        <source>Train a model…</source>
        <translation>训练模型…</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
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
        <source>Keyboard shortcuts</source>
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
        <source>sees {height} × {width} pixels of the drawing</source>
        <translation>看到图形的 {height} × {width} 像素</translation>
    </message>
    <message>
        <source>sees all of the drawing</source>
        <translation>看到整个图形</translation>
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
        <source>The map that is looked at</source>
        <translation>正在查看的特征图</translation>
    </message>
    <message>
        <source>What of the drawing this place sees</source>
        <translation>此处看到的图形部分</translation>
    </message>
</context>
<context>
    <name>StageTile</name>
    <message>
        <source>It is left out now; click to bring it back.</source>
        <translation>这一步现在被跳过；点击可恢复。</translation>
    </message>
    <message>
        <source>Click to leave it out and see what it is good for.</source>
        <translation>点击可跳过这一步，看看它有什么作用。</translation>
    </message>
</context>
<context>
    <name>StageView</name>
    <message>
        <source>Ink</source>
        <translation>笔迹</translation>
    </message>
    <message>
        <source>What is drawn, where it is drawn on the pad.</source>
        <translation>写下的内容，以及它在手写板上的位置。</translation>
    </message>
    <message>
        <source>Cut out</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Only the ink is kept: it must not matter where on the pad a digit is drawn.</source>
        <translation>只保留笔迹：数字写在手写板的什么位置不应有影响。</translation>
    </message>
    <message>
        <source>20 pixels</source>
        <translation>20 像素</translation>
    </message>
    <message>
        <source>The longer side becomes 20 pixels: it must not matter how large a digit is drawn.</source>
        <translation>长边缩放为 20 像素：数字写得多大不应有影响。</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>重心</translation>
    </message>
    <message>
        <source>The centre of mass of the ink, the dot, is what will be moved to the middle, as it was done with the digits that the network has learned from.</source>
        <translation>笔迹的重心（圆点）将被移到正中，网络学习时用的数字也是这样处理的。</translation>
    </message>
    <message>
        <source>28 × 28</source>
        <translation>28 × 28</translation>
    </message>
    <message>
        <source>What the network sees: 28 by 28 pixels, the centre of mass in the middle.</source>
        <translation>网络看到的图像：28 × 28 像素，重心位于正中。</translation>
    </message>
    <message>
        <source>The model that answers looks at this.</source>
        <translation>当前识别的模型看的是这个。</translation>
    </message>
    <message>
        <source>The model that answers does not look at this.</source>
        <translation>当前识别的模型不看这个。</translation>
    </message>
    <message>
        <source>Edges</source>
        <translation>边缘</translation>
    </message>
    <message>
        <source>Where ink begins or ends; the more sharply, the stronger the edge.</source>
        <translation>笔迹开始或结束的地方；变化越急，边缘越强。</translation>
    </message>
    <message>
        <source>Directions</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Which way edges run in each part of the picture: a stroke for each direction, the bolder the more edge there is.</source>
        <translation>图像各部分边缘的走向：每个方向画一条线，边缘越多，线越粗。</translation>
    </message>
    <message>
        <source>Waves</source>
        <translation>频率</translation>
    </message>
    <message>
        <source>The digit as a sum of waves: how strong each is, on a log scale; long waves are in the middle, short ones at the rim.</source>
        <translation>把数字看作许多波的叠加：每种波有多强，用对数刻度表示；长波在中间，短波在边上。</translation>
    </message>
</context>
<context>
    <name>StatisticsPanel</name>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>零的比例</translation>
    </message>
    <message>
        <source>The square root of the sum of all squares</source>
        <translation>所有数平方之和的平方根</translation>
    </message>
    <message>
        <source>How often numbers of each size occur</source>
        <translation>各种大小的数各出现多少次</translation>
    </message>
    <message>
        <source>How often numbers of each size occur; heights are square roots of counts</source>
        <translation>各种大小的数各出现多少次；高度为次数的平方根</translation>
    </message>
</context>
<context>
    <name>StepTexts</name>
    <message>
        <source>The drawing, as 28 × 28 numbers between 0 (paper) and 1 (ink): all that the model is told.</source>
        <translation>图形表示为 28 × 28 个 0（纸）到 1（墨）之间的数：模型只知道这些。</translation>
    </message>
    <message>
        <source>Each of the {count} filters slides a window of {window} × {window} pixels over the {taken} pictures before it and adds up what lies below, weighted: one new picture a filter.</source>
        <translation>{count} 个滤波器各用一个 {window} × {window} 像素的窗口滑过前面的 {taken} 幅图像，把窗口下的数值加权相加：每个滤波器得到一幅新图像。</translation>
    </message>
    <message>
        <source>Of every {window} × {window} pixels only the largest goes on: the pictures shrink, and a small shift of the drawing matters less.</source>
        <translation>每 {window} × {window} 个像素只保留最大的：图像变小，图形稍有平移也影响不大。</translation>
    </message>
    <message>
        <source>Each of the {count} units adds up all {taken} numbers before it, each with a weight of its own.</source>
        <translation>{count} 个单元各把前面全部 {taken} 个数加权相加，每个数都有自己的权重。</translation>
    </message>
    <message>
        <source>Each of the {count} outputs adds up all {taken} numbers before it, each with a weight of its own; the largest sum is the answer, and softmax makes probabilities of the sums.</source>
        <translation>{count} 个输出各把前面全部 {taken} 个数加权相加，每个数都有自己的权重；最大的和就是答案，softmax 把这些和变成概率。</translation>
    </message>
    <message>
        <source>The drawing is described by {count} numbers, such as how much of its outline runs in which direction where; nothing is learned here.</source>
        <translation>用 {count} 个数描述图形，例如轮廓在哪里、朝哪个方向有多少；这一步不需要学习。</translation>
    </message>
    <message>
        <source>The features are turned so that the {count} directions in which digits vary most come first, and the rest is dropped.</source>
        <translation>旋转特征，使数字差异最大的 {count} 个方向排在前面，其余舍去。</translation>
    </message>
    <message>
        <source>The drawing is compared with {count} digits of the training set: 1 for the same digit, towards 0 the less alike they are.</source>
        <translation>把图形与训练集中的 {count} 个数字比较：相同为 1，越不像越接近 0。</translation>
    </message>
    <message>
        <source>Each of the {count} filters slides a window of {window} × {window} pixels over the drawing and adds up what lies below, weighted: one new picture a filter.</source>
        <translation>{count} 个滤波器各用一个 {window} × {window} 像素的窗口滑过图形，把窗口下的数值加权相加：每个滤波器得到一幅新图像。</translation>
    </message>
    <message>
        <source>ReLU then sets what is below zero to zero.</source>
        <translation>然后 ReLU 把负数变为零。</translation>
    </message>
    <message>
        <source>Tanh then squeezes every sum between −1 and 1.</source>
        <translation>然后 tanh 把每个和压缩到 −1 与 1 之间。</translation>
    </message>
    <message>
        <source>The sigmoid then squeezes every sum between 0 and 1.</source>
        <translation>然后 sigmoid 把每个和压缩到 0 与 1 之间。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>all of it</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>one pixel</source>
        <translation>一个像素</translation>
    </message>
    <message>
        <source>{size} pixels for each place</source>
        <translation>每处 {size} 像素</translation>
    </message>
</context>
<context>
    <name>ThroughTimePage</name>
    <message>
        <source>How the ten probabilities came about: while you drew, or while the model learned. Draw the upright line along to go back in time.</source>
        <translation>十个概率是怎样形成的：在您书写时，或在模型学习时。拖动竖线可回到过去。</translation>
    </message>
    <message>
        <source>There is no model to look into.</source>
        <translation>没有可以查看的模型。</translation>
    </message>
    <message>
        <source>This page as a picture…</source>
        <translation>本页（图片）…</translation>
    </message>
    <message>
        <source>The probabilities over time…</source>
        <translation>概率随时间的变化…</translation>
    </message>
    <message>
        <source>Draw a digit on the pad, and see here how the answer came about.</source>
        <translation>在手写板上写一个数字，在这里看答案是怎样形成的。</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>No models of earlier epochs were kept for this one; models that you train from now on keep them. This is the record of its training.</source>
        <translation>这个模型没有保留早期各轮的模型；今后您训练的模型会保留。这是它的训练记录。</translation>
    </message>
    <message>
        <source>This model was not learned in epochs, or it has no record of them.</source>
        <translation>这个模型不是按轮学习的，或者没有相应的记录。</translation>
    </message>
    <message>
        <source>After epoch {epoch}</source>
        <translation>第 {epoch} 轮之后</translation>
    </message>
    <message>
        <source>{seconds} s, stroke {number}</source>
        <translation>{seconds} 秒，第 {number} 笔</translation>
    </message>
    <message>
        <source>no digit: {share}</source>
        <translation>非数字：{share}</translation>
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
        <source>Stroke by stroke</source>
        <translation>逐笔</translation>
    </message>
    <message>
        <source>Epoch by epoch</source>
        <translation>逐轮</translation>
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
        <source>How it is shown</source>
        <translation>显示方式</translation>
    </message>
    <message>
        <source>Probabilities over time</source>
        <translation>概率随时间的变化</translation>
    </message>
    <message>
        <source>Moment</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>Probabilities at this moment</source>
        <translation>此刻的概率</translation>
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
    <name>TrainingWindow</name>
    <message>
        <source>{sentence}.</source>
        <translation>{sentence}。</translation>
    </message>
    <message>
        <source>Another training is under way; it must end first.</source>
        <translation>另一个训练正在进行，要等它先结束。</translation>
    </message>
    <message>
        <source>{model} in training</source>
        <translation>正在训练 {model}</translation>
    </message>
    <message>
        <source>Stopped. You can go on from where it was.</source>
        <translation>已停止。可以从停下的地方继续。</translation>
    </message>
    <message>
        <source>{name} is among your models now, and answers in the pad.</source>
        <translation>{name} 已存入您的模型，手写板正用它识别。</translation>
    </message>
    <message>
        <source>Discarded. Your other models are as they were.</source>
        <translation>已丢弃。您的其他模型没有变化。</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>训练模型</translation>
    </message>
</context>
<context>
    <name>TrainingWords</name>
    <message>
        <source>A multi-layer perceptron: every pixel is connected to every hidden unit.</source>
        <translation>多层感知机：每个像素都与每个隐藏单元相连。</translation>
    </message>
    <message>
        <source>A small convolutional network: a few 3 × 3 filters, then dense.</source>
        <translation>小型卷积网络：少量 3 × 3 滤波器，再接全连接层。</translation>
    </message>
    <message>
        <source>A convolutional network: two stages of 3 × 3 filters, then dense. The best one.</source>
        <translation>卷积网络：两级 3 × 3 滤波器，再接全连接层。效果最好。</translation>
    </message>
    <message>
        <source>A support vector machine that looks at the directions of edges.</source>
        <translation>观察边缘方向的支持向量机。</translation>
    </message>
    <message>
        <source>A support vector machine that looks at the waves in the picture.</source>
        <translation>观察图像中波（频率）的支持向量机。</translation>
    </message>
    <message>
        <source>Softmax regression: every pixel votes for every digit.</source>
        <translation>Softmax 回归：每个像素都为每个数字投票。</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>in steps</source>
        <translation>阶梯</translation>
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
        <source>What kind of model learns: networks learn step by step, vector machines in one go.</source>
        <translation>学习的模型种类：网络逐步学习，向量机一次学成。</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <source>Fresh random weights, or those of a model that has learned already and is to go on learning.</source>
        <translation>全新的随机权重，或一个已学过、要继续学习的模型的权重。</translation>
    </message>
    <message>
        <source>Hidden layers</source>
        <translation>隐藏层</translation>
    </message>
    <message>
        <source>How many units each hidden layer has: more of them can learn finer differences and take longer.</source>
        <translation>每个隐藏层有多少个单元：越多越能学到细微差别，用时也越长。</translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation>隐藏单元</translation>
    </message>
    <message>
        <source>How many units the dense layer before the answer has: more of them can tell finer differences and take longer.</source>
        <translation>答案之前的全连接层有多少个单元：越多越能分辨细微差别，用时也越长。</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>The bend after each layer; without one, all layers together would be no more than one.</source>
        <translation>每层之后的弯折；没有它，所有层加起来也不过相当于一层。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>The share of units switched off at random in each step, so that no unit relies on another.</source>
        <translation>每一步随机关闭的单元比例，使单元之间不互相依赖。</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>滤波器</translation>
    </message>
    <message>
        <source>How many small patterns each stage looks for in every place of the picture.</source>
        <translation>每一级在图像各处寻找多少种小图案。</translation>
    </message>
    <message>
        <source>Layers a stage</source>
        <translation>每级层数</translation>
    </message>
    <message>
        <source>How many convolutions follow one another before the picture is halved.</source>
        <translation>图像缩小一半之前连续做几次卷积。</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>核函数</translation>
    </message>
    <message>
        <source>How two digits are compared: by a weighted sum, or by how near they lie to each other.</source>
        <translation>怎样比较两个数字：用加权和，或看它们离得多近。</translation>
    </message>
    <message>
        <source>Cost of errors C</source>
        <translation>惩罚系数 C</translation>
    </message>
    <message>
        <source>How much a digit on the wrong side costs: high fits every digit, low keeps a wide margin.</source>
        <translation>数字落在错误一侧的代价：大则迁就每个数字，小则保持宽间隔。</translation>
    </message>
    <message>
        <source>Nearness gamma</source>
        <translation>核参数 γ</translation>
    </message>
    <message>
        <source>How fast likeness fades with distance: high sees only close neighbours, low sees far.</source>
        <translation>相似度随距离下降的快慢：大则只看近邻，小则看得远。</translation>
    </message>
    <message>
        <source>Landmarks</source>
        <translation>地标点</translation>
    </message>
    <message>
        <source>How many digits all others are compared with: more of them answer better and more slowly.</source>
        <translation>其他数字都与多少个数字比较：越多答案越好，也越慢。</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>What is looked at instead of bare pixels: directions of edges, or the waves in the picture.</source>
        <translation>不直接看像素，而看什么：边缘的方向，或图像中的波。</translation>
    </message>
    <message>
        <source>Upright first</source>
        <translation>先扶正</translation>
    </message>
    <message>
        <source>Takes the slant out of each digit before it is looked at.</source>
        <translation>识别前先消除每个数字的倾斜。</translation>
    </message>
    <message>
        <source>Main directions</source>
        <translation>主方向</translation>
    </message>
    <message>
        <source>How many directions in which digits differ most are kept of the features; 0 keeps all.</source>
        <translation>特征中保留多少个数字差异最大的方向；0 表示全部保留。</translation>
    </message>
    <message>
        <source>Held out for odds</source>
        <translation>概率校准留出</translation>
    </message>
    <message>
        <source>The share of digits that the probabilities are fitted to before they are learned from, too.</source>
        <translation>先留出这一比例的数字用来拟合概率，之后也参与学习。</translation>
    </message>
    <message>
        <source>Exact to</source>
        <translation>收敛精度</translation>
    </message>
    <message>
        <source>When to stop: the smaller, the closer to the very best answer and the longer it takes.</source>
        <translation>何时停止：越小越接近最优，用时也越长。</translation>
    </message>
    <message>
        <source>Penalty</source>
        <translation>正则化</translation>
    </message>
    <message>
        <source>Keeps weights small, so that no single pixel decides.</source>
        <translation>使权重保持较小，不让单个像素决定答案。</translation>
    </message>
    <message>
        <source>Most steps</source>
        <translation>最多步数</translation>
    </message>
    <message>
        <source>After so many steps learning stops even if it could still get better.</source>
        <translation>学到这么多步就停止，即使还能更好。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The number all chance comes from: the same seed gives the same model.</source>
        <translation>所有随机性的来源：种子相同，得到的模型也相同。</translation>
    </message>
    <message>
        <source>MNIST digits</source>
        <translation>MNIST 数字</translation>
    </message>
    <message>
        <source>How many of MNIST&apos;s 60,000 handwritten training digits are learned from; fewer go faster.</source>
        <translation>从 MNIST 的 60,000 个手写训练数字中学习多少个；越少越快。</translation>
    </message>
    <message>
        <source>My own samples</source>
        <translation>我的样本</translation>
    </message>
    <message>
        <source>How many times each digit you have corrected or written for digitpad comes up in an epoch; 0 leaves them out.</source>
        <translation>您更正过或为 digitpad 写过的每个数字在一轮中出现几次；0 表示不用。</translation>
    </message>
    <message>
        <source>Synthetic digits</source>
        <translation>合成数字</translation>
    </message>
    <message>
        <source>Digits drawn by the program in habits MNIST hardly has, such as a crossed seven.</source>
        <translation>由程序绘制的数字，写法在 MNIST 中很少见，例如带横线的 7。</translation>
    </message>
    <message>
        <source>Other drawings</source>
        <translation>其他图形</translation>
    </message>
    <message>
        <source>Letters, signs and scribbles, so that the model learns to say that something is no digit.</source>
        <translation>字母、符号和涂鸦，让模型学会说出这不是数字。</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Digits kept back from learning, to see after each epoch how well it reads what it has not seen.</source>
        <translation>留出不参与学习的数字，每轮之后看看没见过的数字认得怎样。</translation>
    </message>
    <message>
        <source>Other digits</source>
        <translation>其他数字</translation>
    </message>
    <message>
        <source>A data set of yours: a pair of IDX files as MNIST has them, or folders 0 to 9 with pictures.</source>
        <translation>您自己的数据集：像 MNIST 那样的一对 IDX 文件，或含图片的 0 到 9 文件夹。</translation>
    </message>
    <message>
        <source>Variation</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Every digit is changed a little each time it comes up, so that the model meets more hands than there are.</source>
        <translation>每个数字每次出现时都稍作变化，让模型见到比实际更多的笔迹。</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Each digit is turned by up to so many degrees to either side.</source>
        <translation>每个数字向左或向右旋转，最多这么多度。</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>拉伸</translation>
    </message>
    <message>
        <source>Width and height are each changed by up to this share: 0.1 means 90 to 110 percent.</source>
        <translation>宽和高各自变化，最多这一比例：0.1 表示 90% 到 110%。</translation>
    </message>
    <message>
        <source>Slant</source>
        <translation>倾斜</translation>
    </message>
    <message>
        <source>Each digit leans to either side by up to so many pixels for each pixel of height.</source>
        <translation>每个数字向左或向右倾斜，每高一个像素最多偏这么多像素。</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Each digit is moved by up to so many pixels in every direction.</source>
        <translation>每个数字向各个方向平移，最多这么多像素。</translation>
    </message>
    <message>
        <source>Bend</source>
        <translation>弯曲</translation>
    </message>
    <message>
        <source>How many pixels the strokes are bent by, smoothly, as an unsteady hand would.</source>
        <translation>笔画平滑地弯曲多少像素，就像手不稳时那样。</translation>
    </message>
    <message>
        <source>Smoothness</source>
        <translation>平滑度</translation>
    </message>
    <message>
        <source>How wide the bends are, in pixels: small values crumple, large ones sway.</source>
        <translation>弯曲的宽度，以像素计：小则起皱，大则摇摆。</translation>
    </message>
    <message>
        <source>Pen</source>
        <translation>笔画粗细</translation>
    </message>
    <message>
        <source>Strokes are made thicker or thinner by up to this part of a pixel on each side.</source>
        <translation>笔画每侧加粗或变细，最多这么多像素（可为小数）。</translation>
    </message>
    <message>
        <source>Faintness</source>
        <translation>墨色浓淡</translation>
    </message>
    <message>
        <source>How far the ink may become fainter or darker.</source>
        <translation>墨色最多变淡或变浓多少。</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>How many times the model sees every digit.</source>
        <translation>模型把每个数字看几遍。</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>How many digits are looked at before the weights are moved: small ones learn in more, noisier steps.</source>
        <translation>每看多少个数字移动一次权重：小则步数多、噪声大。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How far the weights move in each step: too small takes forever, too large never arrives.</source>
        <translation>每一步权重移动多远：太小学得极慢，太大到不了终点。</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率变化</translation>
    </message>
    <message>
        <source>How the learning rate changes on the way: large steps first, fine ones last.</source>
        <translation>学习率在途中怎样变化：先大步，后小步。</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>How a step is made from the slope: SGD rolls downhill, Adam gives each weight its own step length.</source>
        <translation>怎样由斜率得出一步：SGD 顺坡而下，Adam 为每个权重单独确定步长。</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>How much of the last step goes on in the next one, like a ball that keeps rolling.</source>
        <translation>上一步有多少延续到下一步，就像滚动不停的球。</translation>
    </message>
    <message>
        <source>Look ahead</source>
        <translation>Nesterov 前瞻</translation>
    </message>
    <message>
        <source>Takes the slope from where the momentum is about to carry the weights.</source>
        <translation>在动量将要把权重带到的地方计算斜率。</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Pulls all weights a little towards zero, so that only useful ones stay large.</source>
        <translation>把所有权重轻轻拉向零，只有有用的才保持较大。</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Asks for a little less than certainty, so that the model does not become too sure of itself.</source>
        <translation>目标略低于百分之百，使模型不会过于自信。</translation>
    </message>
    <message>
        <source>Averaging</source>
        <translation>权重平均</translation>
    </message>
    <message>
        <source>The model is a moving average of the weights, which is steadier than the last ones; 0 switches it off.</source>
        <translation>以权重的滑动平均作为模型，比最后的权重更稳定；0 表示关闭。</translation>
    </message>
    <message>
        <source>Plain epochs</source>
        <translation>无变化的轮数</translation>
    </message>
    <message>
        <source>The last epochs show the digits as they are, without variations, so that the model settles on what it will be asked.</source>
        <translation>最后几轮按原样展示数字，不做变化，使模型适应它将要识别的样子。</translation>
    </message>
    <message>
        <source>The number all chance comes from: the same seed and threads give exactly the same model.</source>
        <translation>所有随机性的来源：种子和线程数相同，得到的模型也完全相同。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>How many cores work on it; 0 takes all of them.</source>
        <translation>用多少个核心计算；0 表示全部。</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take this back</source>
        <translation>撤销这一操作</translation>
    </message>
</context>
<context>
    <name>VariationEditor</name>
    <message>
        <source>Variation of the digits</source>
        <translation>数字的变化</translation>
    </message>
    <message>
        <source>Each kind of change</source>
        <translation>每一种变化</translation>
    </message>
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
        <source>as set below</source>
        <translation>按下方设置</translation>
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
        <source>The chosen picture, large</source>
        <translation>所选图像（放大）</translation>
    </message>
    <message>
        <source>The wheel looks closer, dragging moves, a double click shows all again</source>
        <translation>滚轮缩放，拖动平移，双击显示全部</translation>
    </message>
</context>
<context>
    <name>WeightEditor</name>
    <message>
        <source>Click a number to change it</source>
        <translation>点击数值即可修改</translation>
    </message>
    <message>
        <source>The numbers of this tensor</source>
        <translation>此张量的数值</translation>
    </message>
    <message>
        <source>The chosen number</source>
        <translation>所选数值</translation>
    </message>
    <message>
        <source>Set to &amp;zero</source>
        <translation>设为零(&amp;Z)</translation>
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
        <source>One plane a digit</source>
        <translation>每个数字一个平面</translation>
    </message>
    <message>
        <source>Output: who speaks for whom</source>
        <translation>输出：哪些单元支持哪个数字</translation>
    </message>
    <message>
        <source>Each picture is what one hidden unit looks for: ink on orange drives it up, ink on blue drives it down.</source>
        <translation>每幅图像是一个隐藏单元所寻找的：笔迹落在橙色处使它升高，落在蓝色处使它降低。</translation>
    </message>
    <message>
        <source>Each picture is one filter: it answers most where the picture before it is bright on orange and dark on blue.</source>
        <translation>每幅图像是一个滤波器：前一幅图像在橙色处亮、蓝色处暗的地方，它的响应最强。</translation>
    </message>
    <message>
        <source>One picture for each digit: ink on orange speaks for it, ink on blue against it.</source>
        <translation>每个数字一幅图像：笔迹落在橙色处支持它，落在蓝色处反对它。</translation>
    </message>
    <message>
        <source>Training digits that every drawing is compared with; those that count most come first.</source>
        <translation>所写图形都要与这些训练数字比较；最重要的排在前面。</translation>
    </message>
    <message>
        <source>Each column is a unit, each row an output: orange speaks for it, blue against it.</source>
        <translation>每列是一个单元，每行是一个输出：橙色支持，蓝色反对。</translation>
    </message>
    <message>
        <source>Every number of this tensor as the model uses it: orange above zero, blue below.</source>
        <translation>此张量中模型所用的每个数值：正值为橙色，负值为蓝色。</translation>
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
</context>
<context>
    <name>WeightsPage</name>
    <message>
        <source>There is no model to look into.</source>
        <translation>没有可以查看的模型。</translation>
    </message>
    <message>
        <source>The numbers that were learned, as colours.</source>
        <translation>用颜色表示学到的数值。</translation>
    </message>
    <message>
        <source>{name} as numbers…</source>
        <translation>{name}（数值）…</translation>
    </message>
    <message>
        <source>All pictures of this view…</source>
        <translation>此视图的全部图像…</translation>
    </message>
    <message>
        <source>The chosen picture…</source>
        <translation>所选图像…</translation>
    </message>
    <message>
        <source>This heatmap…</source>
        <translation>此热图…</translation>
    </message>
    <message>
        <source>The histogram…</source>
        <translation>直方图…</translation>
    </message>
    <message>
        <source>{tensor} less {other}</source>
        <translation>{tensor} 减 {other}</translation>
    </message>
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
        <source>Most weight first</source>
        <translation>权重大的在前</translation>
    </message>
    <message>
        <source>As numbered</source>
        <translation>按编号</translation>
    </message>
    <message>
        <source>By what they add to this answer</source>
        <translation>按对当前答案的贡献</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>范数大的在前</translation>
    </message>
    <message>
        <source>Like beside like</source>
        <translation>相似的相邻</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>看什么</translation>
    </message>
    <message>
        <source>In which order</source>
        <translation>排列顺序</translation>
    </message>
    <message>
        <source>Of which channel</source>
        <translation>哪个通道</translation>
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
        <source>What a unit adds: how much lower the answer&apos;s sum would be without it, as far as a straight line tells</source>
        <translation>单元的贡献：没有它，答案的和会低多少（按线性近似）</translation>
    </message>
</context>
<context>
    <name>WeightsPicture</name>
    <message>
        <source>What each unit of the first layer looks for: it answers to ink where the picture is orange and is held back by ink where it is blue.</source>
        <translation>第一层每个单元寻找什么：笔迹落在橙色处使它激活，落在蓝色处使它受抑制。</translation>
    </message>
    <message>
        <source>Weights of the first layer</source>
        <translation>第一层的权重</translation>
    </message>
</context>
<context>
    <name>WhyPage</name>
    <message>
        <source>Orange speaks for the class, blue against it: where in your drawing the answer comes from, found in four ways.</source>
        <translation>橙色支持该类别，蓝色反对：用四种方法找出答案来自图形的哪些部分。</translation>
    </message>
    <message>
        <source>There is no model to look into.</source>
        <translation>没有可以查看的模型。</translation>
    </message>
    <message>
        <source>This page as a picture…</source>
        <translation>本页（图片）…</translation>
    </message>
    <message>
        <source>Numbers of “{name}”…</source>
        <translation>“{name}”（数值）…</translation>
    </message>
    <message>
        <source>Draw a digit on the pad, and see here why it is read as it is.</source>
        <translation>在手写板上写一个数字，在这里看它为何被这样识别。</translation>
    </message>
    <message>
        <source>rather than {answer}</source>
        <translation>而不是 {answer}</translation>
    </message>
    <message>
        <source>Where a little more ink would speak for {name} or against it.</source>
        <translation>哪里多一点墨会支持或反对 {name}。</translation>
    </message>
    <message>
        <source>What the ink that is there adds to {name}, or takes from it.</source>
        <translation>已有的笔迹为 {name} 加分或减分多少。</translation>
    </message>
    <message>
        <source>What {name} loses where a small square of paper covers the ink.</source>
        <translation>用小方块纸遮住笔迹时，{name} 会失去多少。</translation>
    </message>
    <message>
        <source>Where the last convolution sees what it takes for {name}.</source>
        <translation>最后一层卷积在哪里看到了 {name} 的迹象。</translation>
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
        <source>Ask what speaks for this class and not just as much for the answer</source>
        <translation>问的是：什么支持这一类，却不同样支持当前答案</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>damaged: {problem}</source>
        <translation>已损坏：{problem}</translation>
    </message>
    <message>
        <source>ships with digitpad</source>
        <translation>digitpad 自带</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>模型名称</translation>
    </message>
</context>
<context>
    <name>controls</name>
    <message>
        <source>whole numbers, such as 128, 64</source>
        <translation>整数，例如 128, 64</translation>
    </message>
    <message>
        <source>a whole number is needed here</source>
        <translation>这里要填整数</translation>
    </message>
    <message>
        <source>a number is needed here</source>
        <translation>这里要填数值</translation>
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
    <name>library_places</name>
    <message>
        <source>Import models</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Export {name}</source>
        <translation>导出 {name}</translation>
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
        <source>the old one</source>
        <translation>旧模型</translation>
    </message>
    <message>
        <source>the new one</source>
        <translation>新模型</translation>
    </message>
    <message>
        <source>On these digits, both are equally good.</source>
        <translation>在这些数字上，两者一样好。</translation>
    </message>
    <message>
        <source>So small a difference can be luck: two equally good models would differ this much with a probability of {luck}.</source>
        <translation>这么小的差别可能只是运气：两个一样好的模型也有 {luck} 的概率出现这样的差别。</translation>
    </message>
    <message>
        <source>{better} is better, and hardly by luck (probability {luck}).</source>
        <translation>{better} 更好，不大可能是运气（概率 {luck}）。</translation>
    </message>
</context>
<context>
    <name>machine_stages</name>
    <message>
        <source>looking at features</source>
        <translation>正在提取特征</translation>
    </message>
    <message>
        <source>comparing with landmarks</source>
        <translation>正在与地标点比较</translation>
    </message>
    <message>
        <source>placing the planes</source>
        <translation>正在确定平面</translation>
    </message>
    <message>
        <source>finding borders</source>
        <translation>正在寻找边界</translation>
    </message>
    <message>
        <source>fitting</source>
        <translation>正在拟合</translation>
    </message>
</context>
<context>
    <name>places</name>
    <message>
        <source>Import samples</source>
        <translation>导入样本</translation>
    </message>
    <message>
        <source>Export samples</source>
        <translation>导出样本</translation>
    </message>
</context>
<context>
    <name>reasons</name>
    <message>
        <source>Grad-CAM looks at feature maps, and this network has no convolution.</source>
        <translation>Grad-CAM 观察特征图，而此网络没有卷积层。</translation>
    </message>
    <message>
        <source>Grad-CAM looks at the feature maps of a convolution, and this model has none.</source>
        <translation>Grad-CAM 观察卷积层的特征图，而此模型没有卷积层。</translation>
    </message>
    <message>
        <source>The optimal input needs a network&apos;s derivatives; this model only gives answers.</source>
        <translation>画出这些图像需要网络的导数；此模型只给出答案。</translation>
    </message>
</context>
</TS>
