/** Characters that names are built from. The syllable 例 ("sample") in every name says that the firm is made up. */
export const words = {
  first: [...'恒嘉瑞泰顺锦华盛鑫宏博远诚德信伟金创科联佳美雅朗维迅凯腾邦晟昊铭润丰兴隆裕永安'],
  second: [...'达通源辉航成峰利康和泽宇元升旺茂悦创安隆邦昌荣耀祥卓林洋川力宁景'],
  marker: '例',
  surname: [...'陈梁李黄何张罗黎冯叶林周关潘邓卢杜霍区麦苏谭郭吴刘欧杨'],
  given: [...'伟强明华志文杰俊健辉斌勇丽敏静燕玲芳娟婷洁慧欣颖琳嘉豪宏坤超'],
  road: ['样例大道', '样例东路', '样例西路', '示范路', '示范二路', '虚构工业路', '虚构北路', '样例创业路'],
} as const;
